namespace Stoa.Mcp.DurableServer;

/// <summary>Logs to the standard error stream, which whoever started the process reads. Not to a file: tests make writes to files fail.</summary>
internal sealed class ErrorLogs : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new ErrorLogger(categoryName);

    public void Dispose()
    {
    }

    private sealed class ErrorLogger(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Console.Error.WriteLine($"{logLevel} {category} {eventId.Id} {formatter(state, exception)} {exception}");
    }
}
