using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Tests.TestDoubles;

/// <summary>Keeps what is logged, and lets a test wait for an event.</summary>
internal sealed class SignalLogger<T> : ILogger<T>
{
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _signals = new();

    public ConcurrentQueue<(LogLevel Level, EventId Id, string Text)> Lines { get; } = new();

    /// <summary>Ends when the event was logged once more than it was waited for.</summary>
    public async Task WaitForAsync(int eventId) =>
        Assert.True(await Signal(eventId).WaitAsync(TimeSpan.FromSeconds(60)), $"Event {eventId} was not logged.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Lines.Enqueue((logLevel, eventId, formatter(state, exception)));
        Signal(eventId.Id).Release();
    }

    private SemaphoreSlim Signal(int eventId) => _signals.GetOrAdd(eventId, _ => new SemaphoreSlim(0));
}
