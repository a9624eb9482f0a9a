using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>A line of log, as written.</summary>
internal sealed record LogLine(string Category, LogLevel Level, EventId Id, string Text, Exception? Error);

/// <summary>Keeps every line of log in memory.</summary>
internal sealed class RecordingLogs : ILoggerProvider
{
    public Recorded<LogLine> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, Lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, Recorded<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(new LogLine(category, logLevel, eventId, formatter(state, exception), exception));
    }
}
