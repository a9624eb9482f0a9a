using System.Collections.Concurrent;
using System.Threading.Channels;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Tests.Auditing.Sinks;

/// <summary>A sink that fails, hangs or takes as told, and lets a test wait for what it has taken.</summary>
internal sealed class ScriptedSink(string name = "scripted") : ITrailSink
{
    private readonly Channel<bool> _attempted = Channel.CreateUnbounded<bool>();
    private readonly Channel<bool> _taken = Channel.CreateUnbounded<bool>();

    public volatile bool Fail;

    public TaskCompletionSource? Gate { get; set; }

    public ConcurrentQueue<string> Taken { get; } = new();

    public int Attempts;

    public string Name => name;

    public async ValueTask WriteAsync(string stream, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Attempts);
        _attempted.Writer.TryWrite(true);
        if (Gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        if (Fail)
        {
            throw new InvalidOperationException("The sink is down.");
        }

        foreach (var entry in entries.Where(entry => entry.DecisionId is not null))
        {
            Taken.Enqueue(entry.DecisionId!);
            _taken.Writer.TryWrite(true);
        }
    }

    public Task WaitForAttemptAsync() => SignalAsync(_attempted);

    public async Task WaitForTakenAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await SignalAsync(_taken);
        }
    }

    private static async Task SignalAsync(Channel<bool> signals) =>
        Assert.True(await signals.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
}
