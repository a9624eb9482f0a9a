namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>The engine that decides, and those that are told. Lists are not told: each item is decided again when it is used.</summary>
internal sealed class ObservedEngine(IPolicyEngine engine, IReadOnlyList<IDecisionObserver> observers) : IPolicyEngine
{
    /// <summary>The engine that decides.</summary>
    public IPolicyEngine Deciding => engine;

    public ValueTask<PolicyDecision> DecideAsync(PolicyInput input, CancellationToken cancellationToken)
    {
        var deciding = engine.DecideAsync(input, cancellationToken);
        if (!deciding.IsCompletedSuccessfully)
        {
            return AwaitedAsync(deciding, input);
        }

        var decision = deciding.Result;
        Tell(input, decision);
        return ValueTask.FromResult(decision);
    }

    public ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken) =>
        engine.FilterVisibleAsync(inputs, cancellationToken);

    private async ValueTask<PolicyDecision> AwaitedAsync(ValueTask<PolicyDecision> deciding, PolicyInput input)
    {
        var decision = await deciding;
        Tell(input, decision);
        return decision;
    }

    private void Tell(in PolicyInput input, PolicyDecision decision)
    {
        foreach (var observer in observers)
        {
            observer.Decided(input, decision);
        }
    }
}
