using System.Text.Json;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>
/// Decides by a server that speaks OPA's REST Data API (<c>POST /v1/data/{path}</c>): one question on the whole package, and a second, without the
/// arguments, where a denial may rest on them. What is undefined is denied; what fails is thrown, and denies with <c>policy_unavailable</c>.
/// </summary>
internal sealed class OpaServerEngine : IRemoteEngine
{
    // A builtin that failed could have said a denial: the server is to tell it as an error.
    private const string StrictQuery = "?strict-builtin-errors=true";
    private const int MostInBatch = 256;

    private readonly RemotePolicyClient _client;
    private readonly OpaServerOptions _options;
    private readonly bool _actionAsText;
    private readonly Uri _package;
    private readonly Uri _visible;
    private readonly Uri? _batch;
    private readonly Uri _health;

    public OpaServerEngine(RemotePolicyClient client, OpaServerOptions options, bool actionAsText)
    {
        _client = client;
        _options = options;
        _actionAsText = actionAsText;
        _health = new Uri($"{options.Url.TrimEnd('/')}/health");
        var data = $"{options.Url.TrimEnd('/')}/v1/data/";
        _package = new Uri($"{data}{options.Path}{StrictQuery}&provenance=true");
        _visible = new Uri($"{data}{options.Path}/{(options.HasVisible ? "visible" : "allow")}{StrictQuery}");
        _batch = options.VisibleBatchPath is { } batch ? new Uri($"{data}{batch}{StrictQuery}") : null;
    }

    public RemoteEngineHealth Health => _client.Health;

    public ValueTask<PolicyDecision> DecideAsync(PolicyInput input, CancellationToken cancellationToken) =>
        _client.WithinTimeAsync(token => AskAsync(input, token), cancellationToken);

    public ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken) =>
        _client.WithinTimeAsync<IReadOnlyList<bool>>(async token => _batch is { } batch ? await AskAtOnceAsync(batch, inputs, token) : await AskEachAsync(inputs, token), cancellationToken);

    /// <summary>OPA's health API. Where it is kept from this app (a status of 400 to 499) there is nothing to ask.</summary>
    public async ValueTask<bool> ProbeAsync(CancellationToken cancellationToken)
    {
        var status = (int)await _client.ProbeAsync(token => _client.StatusAsync(_health, token), cancellationToken);
        return status is 200 || (status is >= 400 and < 500 ? false : throw _client.Odd($"/health with status {status}"));
    }

    private async Task<PolicyDecision> AskAsync(PolicyInput input, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(input, cancellationToken);
        if (input.Arguments.ValueKind != JsonValueKind.Undefined && DecisionOrder.MayRestOnArguments(ref answer))
        {
            answer.Plain = await AnswerAsync(input with { Arguments = default }, cancellationToken);
        }

        return DecisionOrder.Decide(ref answer);
    }

    private async Task<OpaAnswer> AnswerAsync(PolicyInput input, CancellationToken cancellationToken)
    {
        var question = RegoObject.Of(("input", PolicyDocument.Build(input, _actionAsText)));
        return new OpaAnswer(await _client.PostAsync(_package, question, _options.Compress, cancellationToken), _options.HasVisible, input.Caller);
    }

    private async Task<bool[]> AskEachAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken)
    {
        var visible = new bool[inputs.Count];
        var each = new ParallelOptions { MaxDegreeOfParallelism = _options.MaxParallel, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, visible.Length, each, async (i, token) =>
        {
            var question = RegoObject.Of(("input", Seen(inputs[i])));
            visible[i] = OpaAnswer.Flag(await _client.PostAsync(_visible, question, _options.Compress, token));
        });
        return visible;
    }

    private async Task<List<bool>> AskAtOnceAsync(Uri batch, IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken)
    {
        var visible = new List<bool>(inputs.Count);
        foreach (var part in inputs.Chunk(MostInBatch))
        {
            var question = RegoObject.Of(("input", RegoObject.Of(("inputs", RegoArray.Of(part.Select(input => (RegoValue)Seen(input)))))));
            var answer = await _client.PostAsync(batch, question, _options.Compress, cancellationToken);
            if (answer.Find("result") is not RegoArray flags || flags.Count != part.Length || flags.Any(flag => flag is not RegoBoolean))
            {
                throw _client.Odd($"a list of {part.Length} with what is not {part.Length} booleans (Stoa:Policy:OpaServer:VisibleBatchPath)");
            }

            visible.AddRange(flags.Select(flag => PolicyValues.Flag(flag, "visible")));
        }

        return visible;
    }

    private RegoObject Seen(PolicyInput input) => PolicyDocument.Build(input with { Arguments = default }, _actionAsText);
}
