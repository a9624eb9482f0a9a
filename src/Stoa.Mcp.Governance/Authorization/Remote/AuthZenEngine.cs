using System.Text.Json;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>
/// Decides by a policy decision point that speaks the AuthZEN Authorization API 1.0. A call is two questions: may the caller <c>see</c> the target, and
/// may the operation run. What fails is thrown, and denies with <c>policy_unavailable</c>.
/// </summary>
internal sealed class AuthZenEngine(RemotePolicyClient client, AuthZenOptions options) : IPolicyEngine
{
    private const int MostInBatch = 256;

    private static readonly RegoObject ExecuteAll = RegoObject.Of(("evaluations_semantic", "execute_all"));
    private readonly Uri _evaluation = new($"{options.Url.TrimEnd('/')}{options.EvaluationPath}");
    private readonly Uri _evaluations = new($"{options.Url.TrimEnd('/')}{options.EvaluationsPath}");

    public ValueTask<PolicyDecision> DecideAsync(PolicyInput input, CancellationToken cancellationToken) =>
        client.WithinTimeAsync(token => AskAsync(input, token), cancellationToken);

    public ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken) =>
        client.WithinTimeAsync<IReadOnlyList<bool>>(
            async token => [.. (await EvaluateAsync([.. inputs.Select(MaySee)], token)).Select(AuthZenAnswer.Decision)], cancellationToken);

    private async Task<PolicyDecision> AskAsync(PolicyInput input, CancellationToken cancellationToken)
    {
        var evaluations = await EvaluateAsync([MaySee(input), MayRun(input)], cancellationToken);
        var answer = new AuthZenAnswer(evaluations[0], [evaluations[1]], input.Caller);
        if (input.Arguments.ValueKind != JsonValueKind.Undefined && DecisionOrder.MayRestOnArguments(ref answer))
        {
            answer.Plain = new AuthZenAnswer(null, await EvaluateAsync([MayRun(input with { Arguments = default })], cancellationToken), input.Caller);
        }

        return DecisionOrder.Decide(ref answer);
    }

    private async Task<IReadOnlyList<RegoValue>> EvaluateAsync(RegoObject[] questions, CancellationToken cancellationToken)
    {
        var evaluations = new RegoValue[questions.Length];
        if (!options.Batch || questions.Length == 1)
        {
            var each = new ParallelOptions { MaxDegreeOfParallelism = options.MaxParallel, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, questions.Length, each, async (i, token) =>
                evaluations[i] = await client.PostAsync(_evaluation, questions[i], compress: false, token));
            return evaluations;
        }

        for (var start = 0; start < questions.Length; start += MostInBatch)
        {
            var part = questions[start..Math.Min(start + MostInBatch, questions.Length)];
            var answer = await client.PostAsync(_evaluations, AtOnce(part), compress: false, cancellationToken);
            AuthZenAnswer.Evaluations(answer, part.Length).ToArray().CopyTo(evaluations, start);
        }

        return evaluations;
    }

    private static RegoObject AtOnce(RegoObject[] questions) =>
        RegoObject.Of(("evaluations", RegoArray.Of(questions.Select(question => (RegoValue)question))), ("options", ExecuteAll));

    private RegoObject MaySee(PolicyInput input) => Question(
        PolicyDocument.Build(input with { Arguments = default }),
        RegoObject.Of(("name", options.SeeAction), ("properties", RegoObject.Of(("operation", input.Operation)))));

    private static RegoObject MayRun(PolicyInput input)
    {
        var document = PolicyDocument.Build(input);
        return Question(document, document.Find("action")!);
    }

    private static RegoObject Question(RegoObject document, RegoValue action) => RegoObject.Of(
        ("subject", document.Find("subject")!), ("action", action), ("resource", document.Find("resource")!), ("context", document.Find("context")!));
}
