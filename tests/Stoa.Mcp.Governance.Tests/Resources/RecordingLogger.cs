using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Tests.Resources;

/// <summary>Keeps what was logged.</summary>
internal sealed class RecordingLogger<T> : ILogger<T>
{
    public ConcurrentQueue<(EventId Event, LogLevel Level, string Message)> Entries { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Enqueue((eventId, logLevel, formatter(state, exception)));

    public IReadOnlyList<string> Messages(int eventId) => [.. Entries.Where(entry => entry.Event.Id == eventId).Select(entry => entry.Message)];
}
