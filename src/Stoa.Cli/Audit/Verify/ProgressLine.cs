using System.Globalization;
using Stoa.Cli.Terminals;
using Stoa.Trail.Verifying;

namespace Stoa.Cli.Audit.Verify;

/// <summary>One line on standard error that says how far it is, from the third second on and where a person looks.</summary>
internal sealed class ProgressLine(Terminal terminal) : IProgress<TrailVerifierProgress>
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly long _started = terminal.Time.GetTimestamp();
    private long? _shown;

    public void Report(TrailVerifierProgress value)
    {
        if (!terminal.ShowsProgress
            || terminal.Time.GetElapsedTime(_started) < Quiet
            || (_shown is { } last && terminal.Time.GetElapsedTime(last) < Interval))
        {
            return;
        }

        _shown = terminal.Time.GetTimestamp();
        var percent = value.TotalBytes == 0 ? 100 : Math.Min(100, value.BytesRead * 100 / value.TotalBytes);
        terminal.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{percent,3} %  {value.Lines:N0} lines"));
        terminal.Error.Flush();
    }

    /// <summary>Leaves nothing of it.</summary>
    public void Clear()
    {
        if (_shown is not null)
        {
            terminal.Error.Write("\r" + new string(' ', 40) + "\r");
        }
    }
}
