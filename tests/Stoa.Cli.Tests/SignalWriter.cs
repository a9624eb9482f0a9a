using System.Threading.Channels;

namespace Stoa.Cli.Tests;

/// <summary>Output whose lines can be waited for.</summary>
internal sealed class SignalWriter : StringWriter
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        _lines.Writer.TryWrite(value ?? "");
    }

    public Task<string> NextLineAsync() => _lines.Reader.ReadAsync().AsTask().WaitAsync(Longest);
}
