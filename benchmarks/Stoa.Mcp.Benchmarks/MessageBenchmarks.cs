using System.Text.Json;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Benchmarks;

/// <summary>The work at the server's own messages: the gate's comparison, lists and replies.</summary>
public class MessageBenchmarks : HostedBenchmark
{
    private ListFilter _lists = null!;
    private GovernanceReplies _replies = null!;
    private GovernedCall _call = null!;
    private GovernedCall _listing = null!;
    private GovernanceDecision _denial = null!;
    private JsonRpcMessage _message = null!;
    private string _list = null!;
    private JsonNode _result = null!;

    [Benchmark]
    public bool CompareWithDecided() => SameMessage.Is(Host.Message, _message);

    [Benchmark]
    public int MeasureResult() => JsonSize.Of(_result);

    /// <summary>Parsing the list is part of it: what is filtered cannot be filtered again.</summary>
    [Benchmark]
    public async Task<int> Filter50Tools()
    {
        var list = (JsonObject)JsonNode.Parse(_list)!;
        await _lists.FilterAsync(_listing, list, new PrimitiveCatalog(Host.Server), default);
        return list.Count;
    }

    [Benchmark(Baseline = false)]
    public int Parse50Tools() => ((JsonArray)JsonNode.Parse(_list)!["tools"]!).Count;

    [Benchmark]
    public object BuildDenial() => _replies.For(_call, _denial);

    protected override void Prepare()
    {
        _lists = Host.Get<ListFilter>();
        _replies = Host.Get<GovernanceReplies>();
        _call = Host.AdmittedCall();
        _listing = Listing();
        _denial = new GovernanceDecision { Code = GovernanceCode.QuotaExceeded, Step = "quota", RetryAfter = TimeSpan.FromSeconds(2) };
        _message = JsonSerializer.Deserialize<JsonRpcMessage>(SampleCall.Body, McpJsonUtilities.DefaultOptions)!;
        _result = JsonNode.Parse("""{"content":[{"type":"text","text":"Report 'Quarterly revenue by region': 3 sections, 120 characters of notes."}],"resultType":"complete"}""")!;
        _list = JsonSerializer.Serialize(
            new { tools = Host.Server.ToolCollection!.Select(tool => tool.ProtocolTool) }, McpJsonUtilities.DefaultOptions);
    }

    private GovernedCall Listing() => new()
    {
        DecisionId = _call.DecisionId,
        MessageKind = McpMessageKind.Request,
        Operation = RequestMethods.ToolsList,
        Target = GovernedTarget.Server,
        Transport = _call.Transport,
        Server = _call.Server,
        ServerEnvironment = _call.ServerEnvironment,
        ReceivedAt = _call.ReceivedAt,
        ReceivedTimestamp = _call.ReceivedTimestamp,
        Caller = _call.Caller,
        Tenant = _call.Tenant,
    };
}
