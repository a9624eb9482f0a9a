using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>What looks at decisions, made once and run with the host.</summary>
internal sealed class DecisionObservers : IHostedService, IDisposable
{
    private readonly List<BackgroundService> _services = [];

    public DecisionObservers(IServiceProvider provider, IOptions<PolicyOptions> options)
    {
        if (options.Value.Shadow is not null)
        {
            _services.Add(ObservingServices.Shadow(provider, options.Value));
        }

        if (options.Value.DecisionLog is not null)
        {
            _services.Add(ObservingServices.Log(provider, options.Value));
        }
    }

    /// <summary>An engine that tells them; the same one where there are none.</summary>
    public IPolicyEngine Observe(IPolicyEngine engine) =>
        _services.Count == 0 ? engine : new ObservedEngine(engine, [.. _services.OfType<IDecisionObserver>()]);

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(_services.Select(service => service.StartAsync(cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_services.Select(service => service.StopAsync(cancellationToken)));

    public void Dispose() => _services.ForEach(service => service.Dispose());
}
