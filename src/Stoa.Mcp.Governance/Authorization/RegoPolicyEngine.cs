using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Resources;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// Decides by a policy in Rego, in process, over the declared tenants and grants. Takes no lock but to make ready a state that is new. What
/// fails denies: it is thrown, and the step that asks denies with <c>policy_unavailable</c>.
/// </summary>
internal sealed class RegoPolicyEngine : IPolicyEngine
{
    private readonly IResourceStore _resources;
    private readonly IPolicyStore _policies;
    private readonly RegoEvaluationOptions _limits;
    private readonly bool _actionAsText;
    private readonly Lock _making = new();
    private volatile PolicyState? _state;

    public RegoPolicyEngine(IResourceStore resources, IPolicyStore policies, IOptions<PolicyOptions> options, TimeProvider time)
    {
        _resources = resources;
        _policies = policies;
        _actionAsText = options.Value.ActionAsText;
        _limits = new RegoEvaluationOptions
        {
            Deadline = options.Value.Timeout,
            MaxSteps = options.Value.MaxSteps,
            MaxOutput = options.Value.MaxOutput,
            TimeProvider = time,
        };
    }

    public ValueTask<PolicyDecision> DecideAsync(PolicyInput input, CancellationToken cancellationToken)
    {
        var state = State();
        try
        {
            return ValueTask.FromResult(new PolicyReading(state, _limits, _actionAsText).Decide(input));
        }
        catch (Exception error) when (error is RegoException or RegoInputException)
        {
            throw new PolicyFault($"The policy failed: {error.Message}", error);
        }
    }

    public ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken)
    {
        // One state for the whole list, however long it takes.
        var reading = new PolicyReading(State(), _limits, _actionAsText);
        var visible = new bool[inputs.Count];
        for (var i = 0; i < visible.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                visible[i] = reading.IsVisible(reading.WithoutArguments(inputs[i]));
            }
            catch (RegoException error)
            {
                throw new PolicyFault($"The policy failed: {error.Message}", error);
            }
        }

        return ValueTask.FromResult<IReadOnlyList<bool>>(visible);
    }

    private PolicyState State()
    {
        var (policy, resources) = (_policies.Current, _resources.Current);
        return _state is { } state && Fits(state, policy, resources) ? state : Make();
    }

    private PolicyState Make()
    {
        lock (_making)
        {
            var (policy, resources) = (_policies.Current, _resources.Current);
            return _state is { } state && Fits(state, policy, resources) ? state : _state = new PolicyState(policy, resources);
        }
    }

    private static bool Fits(PolicyState state, CompiledPolicy policy, ResourceSnapshot resources) =>
        ReferenceEquals(state.Compiled, policy) && ReferenceEquals(state.Resources, resources);
}
