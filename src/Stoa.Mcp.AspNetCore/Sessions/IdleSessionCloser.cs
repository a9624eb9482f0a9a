using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ModelContextProtocol.AspNetCore.Sessions;

/// <summary>Closes idle sessions every few seconds, and all of them when the host stops.</summary>
internal sealed partial class IdleSessionCloser(
    HttpSessionStore sessions, IOptions<HttpServerTransportOptions> options, ILogger<IdleSessionCloser> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Stateless)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, options.Value.TimeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryAsync(sessions.CloseIdleAsync());
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }

        await TryAsync(sessions.CloseAllAsync());
    }

    private async Task TryAsync(Task closing)
    {
        try
        {
            await closing;
        }
#pragma warning disable CA1031 // A server that fails to close must not keep the others open.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            CloseFailed(exception);
        }
    }

    [LoggerMessage(EventId = 1, EventName = "SessionCloseFailed", Level = LogLevel.Warning, Message = "A session did not close cleanly.")]
    private partial void CloseFailed(Exception exception);
}
