using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Diagnostics;

namespace Stoa.Mcp.Gateway.Shadow;

/// <summary>Looks at what has passed, one exchange after the other, in its own time.</summary>
internal sealed class ShadowObserver : BackgroundService
{
    private const int MostFailures = 100;

    private readonly GatewayOptions _options;
    private readonly Channel<ObservedExchange> _queue;
    private readonly ShadowDecider _decider;
    private readonly ShadowTelemetry _telemetry;
    private readonly ILogger<ShadowObserver> _logger;
    private readonly NoticeLimiter<Type> _failures;

    public ShadowObserver(
        IOptions<GatewayOptions> options, ShadowDecider decider, ShadowTelemetry telemetry, ILogger<ShadowObserver> logger, TimeProvider time)
    {
        _options = options.Value;
        _queue = Channel.CreateBounded<ObservedExchange>(new BoundedChannelOptions(_options.Shadow.QueueLength) { SingleReader = true });
        _decider = decider;
        _telemetry = telemetry;
        _logger = logger;
        _failures = new(time, MostFailures, typeof(Exception));
    }

    /// <summary>Takes an exchange that has passed. Never waits: what there is no room for is counted.</summary>
    public void Add(ObservedExchange exchange)
    {
        if (!IsMcp(exchange))
        {
            return;
        }

        if (!_queue.Writer.TryWrite(exchange))
        {
            _telemetry.Dropped();
        }
    }

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.Shadow.Mirrored)
        {
            Log.Mirrored(_logger, _options.Path);
        }
        else
        {
            Log.InPath(_logger, _options.Upstream.Url!);
        }

        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // What has passed is looked at before the host ends, as far as its patience goes.
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } running)
        {
            await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var exchange in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                _telemetry.Decided(await _decider.DecideAsync(exchange));
            }
            catch (Exception error)
            {
                _telemetry.Failed();
                if (_failures.TryTake(error.GetType(), out var keptBack))
                {
                    Log.Failed(_logger, keptBack, error);
                }
            }

            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private bool IsMcp(ObservedExchange exchange) =>
        exchange.Address.Path == new PathString(_options.Path) && exchange.Method is "POST" or "GET" or "DELETE";
}
