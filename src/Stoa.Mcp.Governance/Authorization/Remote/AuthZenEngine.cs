using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>
/// Decides by a policy decision point that speaks the AuthZEN Authorization API 1.0: may the caller <c>see</c> the target, and may the operation run. What
/// fails is thrown, and denies with <c>policy_unavailable</c>.
/// </summary>
internal sealed class AuthZenEngine(RemotePolicyClient client, AuthZenOptions options, AuthZenQuestions questions, AuthZenEndpoints endpoints) : IRemoteEngine, IDisposable
{
    private const int MostInBatch = 256;

    private static readonly RegoObject ExecuteAll = RegoObject.Of(("evaluations_semantic", "execute_all"));

    private static readonly PolicyDecision PassesThrough = new() { Visible = true, Allowed = true, MatchedRules = ["coaz-mcp/pass-through"], Revision = "authzen" };

    public RemoteEngineHealth Health => client.Health;

    public ValueTask<PolicyDecision> DecideAsync(PolicyInput input, CancellationToken cancellationToken)
    {
        if (questions.PassesThrough(input.Operation))
        {
            return ValueTask.FromResult(PassesThrough);
        }

        var question = questions.Of(input);
        return client.WithinTimeAsync(token => AskAsync(question, input, token), cancellationToken);
    }

    public ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken)
    {
        if (!options.AskVisibility)
        {
            return ValueTask.FromResult<IReadOnlyList<bool>>([.. inputs.Select(_ => true)]);
        }

        RegoObject[] asked = [.. inputs.Select(input => questions.MaySee(input))];
        return client.WithinTimeAsync<IReadOnlyList<bool>>(
            async token => [.. (await EvaluateAsync(asked, token)).Select(AuthZenAnswer.Decision)], cancellationToken);
    }

    /// <summary>Reads the metadata, where that says where to ask; the API has nothing else that answers without a question.</summary>
    public async ValueTask<bool> ProbeAsync(CancellationToken cancellationToken)
    {
        if (endpoints.Metadata is not { } metadata)
        {
            return false;
        }

        await client.ProbeAsync(token => client.GetAsync(metadata, token), cancellationToken);
        return true;
    }

    public void Dispose() => endpoints.Dispose();

    private async Task<PolicyDecision> AskAsync(AuthZenQuestion question, PolicyInput input, CancellationToken cancellationToken)
    {
        var evaluations = await EvaluateAsync(question.See is { } see ? [see, .. question.Run] : question.Run, cancellationToken);
        var answer = new AuthZenAnswer(question.See is null ? null : evaluations[0], [.. evaluations.TakeLast(question.Run.Count)], input.Caller)
        {
            IsOfArguments = question.IsOfArguments,
        };
        if (question.Plain is { } plain && DecisionOrder.MayRestOnArguments(ref answer))
        {
            answer.Plain = new AuthZenAnswer(null, await EvaluateAsync(plain, cancellationToken), input.Caller);
        }

        return DecisionOrder.Decide(ref answer);
    }

    private async Task<IReadOnlyList<RegoValue>> EvaluateAsync(IReadOnlyList<RegoObject> asked, CancellationToken cancellationToken)
    {
        var (one, several) = await endpoints.FindAsync(cancellationToken);
        if (several is not null && asked.Count != 1)
        {
            return await EvaluateAtOnceAsync(several, asked, cancellationToken);
        }

        var evaluations = new RegoValue[asked.Count];
        var each = new ParallelOptions { MaxDegreeOfParallelism = options.MaxParallel, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, evaluations.Length, each, async (i, token) =>
            evaluations[i] = await client.PostAsync(one, asked[i], compress: false, token));
        return evaluations;
    }

    private async Task<List<RegoValue>> EvaluateAtOnceAsync(Uri address, IReadOnlyList<RegoObject> asked, CancellationToken cancellationToken)
    {
        List<RegoValue> evaluations = [];
        foreach (var part in asked.Chunk(MostInBatch))
        {
            var question = RegoObject.Of(("evaluations", RegoArray.Of(part.Select(one => (RegoValue)one))), ("options", ExecuteAll));
            evaluations.AddRange(AuthZenAnswer.Evaluations(await client.PostAsync(address, question, compress: false, cancellationToken), part.Length));
        }

        return evaluations;
    }
}
