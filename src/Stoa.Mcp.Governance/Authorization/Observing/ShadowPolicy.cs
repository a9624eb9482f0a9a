using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Names = Stoa.Mcp.Governance.Diagnostics.GovernanceTelemetryNames;

namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>
/// Evaluates a candidate on what was decided, later and apart: no call waits for it or depends on it. Differences are counted and told; where the
/// candidate fails it is counted, and where it cannot follow, decisions are left out and counted too.
/// </summary>
internal sealed class ShadowPolicy : BackgroundService, IDecisionObserver
{
    /// <summary>Most decisions that wait for the candidate.</summary>
    public const int MostWaiting = 1024;

    private readonly PolicyStore _store;
    private readonly IPolicyEngine _candidate;
    private readonly ILogger<ShadowPolicy> _logger;
    private readonly Counter<long> _comparisons;
    private readonly Channel<ObservedDecision> _waiting = Channel.CreateBounded<ObservedDecision>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    public ShadowPolicy(PolicyStore store, IPolicyEngine candidate, IMeterFactory meters, ILogger<ShadowPolicy> logger)
    {
        _store = store;
        _candidate = candidate;
        _logger = logger;
        _comparisons = meters.Create(Names.Source).CreateCounter<long>(Names.ShadowDecisions, "{decision}", "Decisions compared with those of a candidate policy.");
    }

    /// <inheritdoc />
    public void Decided(in PolicyInput input, PolicyDecision decision)
    {
        if (_waiting.Reader.Count >= MostWaiting || !_waiting.Writer.TryWrite(ObservedDecision.Keep(input, decision)))
        {
            Count("dropped");
        }
    }

    public override void Dispose()
    {
        _store.Dispose();
        base.Dispose();
    }

    /// <summary>Compares one decision with the candidate's.</summary>
    /// <returns><c>same</c>, <c>different</c> or <c>fault</c>.</returns>
    internal async Task<string> CompareAsync(ObservedDecision observed, CancellationToken cancellationToken)
    {
        try
        {
            var candidate = await _candidate.DecideAsync(observed.Input, cancellationToken);
            if (DecisionWords.AreSame(observed.Decision, candidate))
            {
                return "same";
            }

            var (live, shadow) = (DecisionWords.Of(observed.Decision), DecisionWords.Of(candidate));
            _logger.ShadowDiffers(observed.Input.DecisionId, live, observed.Decision.Revision, shadow, candidate.Revision);
            return "different";
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return "fault";
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await LoadAsync(stoppingToken);
        await foreach (var observed in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            Count(await CompareAsync(observed, stoppingToken));
        }
    }

    // A candidate that cannot be read stops nothing: each of its decisions is a fault.
    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _store.StartingAsync(cancellationToken);
        }
        catch (PolicyLoadException error)
        {
            foreach (var one in error.Errors)
            {
                _logger.Refused(one.File, one.Row, one.Column, one.Reason);
            }

            _logger.ShadowNotLoaded(_store.Name);
        }
    }

    private void Count(string result) => _comparisons.Add(1, new KeyValuePair<string, object?>(Names.ShadowResult, result));
}
