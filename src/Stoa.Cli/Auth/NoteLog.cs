using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Stoa.Cli.Auth;

/// <summary>Keeps what the verifiers warn of: keys that cannot be fetched, and why.</summary>
internal sealed class NoteLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Lines.Enqueue($"event {eventId.Id}: {formatter(state, exception)}{(exception is null ? "" : $" {exception.Message}")}");
        }
    }

    public void Dispose()
    {
    }
}
