using System.Collections.Concurrent;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>Every entry into a handler of the app, and every message that got past the gate.</summary>
internal sealed class HandlerEntries
{
    private readonly ConcurrentQueue<string> _entered = new();
    private int _passed;

    /// <summary>Runs inside each handler.</summary>
    public Action<string>? OnEnter { get; set; }

    /// <summary>What the gate's filters let through: the app's own filter right behind them counts it.</summary>
    public int PassedGate => Volatile.Read(ref _passed);

    public int Count => _entered.Count;

    public IReadOnlyCollection<string> Names => _entered;

    public void Enter(string handler)
    {
        _entered.Enqueue(handler);
        OnEnter?.Invoke(handler);
    }

    public void Pass() => Interlocked.Increment(ref _passed);
}
