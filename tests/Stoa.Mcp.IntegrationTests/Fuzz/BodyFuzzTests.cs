using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Tests.Messages;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;

namespace Stoa.Mcp.IntegrationTests.Fuzz;

/// <summary>
/// Mutated bodies over real connections: what the policy decides on, what the audit trail says and what the app's handler gets are one
/// and the same. <c>STOA_FUZZ_SEED</c> and <c>STOA_FUZZ_HTTP_COUNT</c> choose another run, or a longer one.
/// </summary>
[Trait("Threat", "T23")]
public sealed class BodyFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public async Task MutatedBodies_OverHttp_AreReadAlikeByPolicyAuditAndApp()
    {
        var seed = Setting("STOA_FUZZ_SEED", 20260728);
        var count = Setting("STOA_FUZZ_HTTP_COUNT", 100_000);
        output.WriteLine($"seed {seed}, {count} bodies");
        var views = new Views();
        await using var server = await GovernedServer.StartAsync(parts => parts
            .Tenant("acme").Key(ProbeKeys.Alice, "acme")
            .Sessions(HttpServerSessionMode.Stateless)
            .Services(services => services.AddSingleton<IPolicyEngine>(views))
            .Mcp(mcp => mcp.Services.Configure<McpServerOptions>(views.Register)));
        using var http = new HttpClient();
        var digest = server.Services.GetRequiredService<IArgumentDigest>();
        var mutator = new BodyMutator(seed, Seeds());
        var ran = 0;

        for (var i = 0; i < count; i++)
        {
            var body = mutator.Next();
            views.Clear();
            server.Trail.Entries.Clear();
            server.Logs.Lines.Clear();
            if (await FindProblemAsync(server, http, views, digest, body, i) is { } problem)
            {
                Assert.Fail($"seed {seed}, body {i}: {problem}\n{Encoding.UTF8.GetString(body)}\nbase64 {Convert.ToBase64String(body)}");
            }

            ran += views.App is null ? 0 : 1;
        }

        output.WriteLine($"{ran} ran");
        Assert.True(ran > count / 50, $"only {ran} of {count} bodies ran");
    }

    private static async Task<string?> FindProblemAsync(
        GovernedServer server, HttpClient http, Views views, IArgumentDigest digest, byte[] body, int i)
    {
        using var request = McpRequests.Raw(server.Url, body, ProbeKeys.Alice, i % 4 == 0 ? [] : HeadersOf(body));
        using var response = await http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        if ((int)response.StatusCode >= 500)
        {
            var errors = server.Logs.Lines.All.Where(line => line.Error is not null).Select(line => $"{line.Text} {line.Error}");
            return $"HTTP {(int)response.StatusCode}: {errors.LastOrDefault()}";
        }

        await server.Trail.Entries.WaitForAsync(entry => entry.Kind is AuditEntryKind.Denial or AuditEntryKind.Outcome);
        var entries = server.Trail.Entries.All;
        var record = new AuditRecord(entries[0].DecisionId, entries);
        if (entries.Any(entry => entry.DecisionId != record.DecisionId) || !record.IsWhole)
        {
            return $"the record is {record}";
        }

        if (views.App is not { } app)
        {
            return null;
        }

        if (record.IsDenial || views.Policy is not { } policy)
        {
            return "it ran undecided";
        }

        if ((policy.Target.Name, record.Call.Target.Name) != (app.Name, app.Name) || policy.Operation != record.Call.Operation)
        {
            return $"policy {policy.Target.Name}, audit {record.Call.Target.Name}, app {app.Name}";
        }

        // Only tools and prompts are given arguments; what else carries the key, nobody hands on.
        return policy.Operation is not ("tools/call" or "prompts/get")
            || (SameArguments(policy.Arguments, app.Arguments)
                && record.Last.ArgumentsDigest == digest.Compute(record.Call.Tenant!, policy.Arguments)
                && record.Last.ArgumentsDigest == digest.Compute(record.Call.Tenant!, app.Arguments))
            ? null
            : $"policy {policy.Arguments}, audit {record.Last.ArgumentsDigest}, app {app.Arguments}";
    }

    private static bool SameArguments(JsonElement policy, JsonElement app) =>
        policy.ValueKind == JsonValueKind.Undefined || app.ValueKind == JsonValueKind.Undefined
            ? policy.ValueKind == app.ValueKind
            : JsonElement.DeepEquals(policy, app);

    private static (string, string)[] HeadersOf(byte[] body)
    {
        if (McpMessageReader.Read(body, new McpMessageLimits()).Message is not { Method: { } method } message || !IsVisible(method))
        {
            return [];
        }

        var headers = new List<(string, string)> { ("Mcp-Method", method) };
        if (message.ProtocolVersion is { } version && IsVisible(version))
        {
            headers.Add(("MCP-Protocol-Version", version));
        }

        if (message.Operation is { NamedInHeader: true })
        {
            headers.Add(("Mcp-Name", $"=?base64?{Convert.ToBase64String(Encoding.UTF8.GetBytes(message.Target.Name))}?="));
        }

        return [.. headers];
    }

    private static bool IsVisible(string text) => text.All(c => c is > ' ' and <= '~');

    private static byte[][] Seeds() => MessageCorpus.All("hostile")
        .Concat(Enumerable.Repeat(MessageCorpus.All("good").Concat(MessageCorpus.All("headers")), 10).SelectMany(entry => entry))
        .Select(MessageCorpus.Body)
        .Where(body => body.Length < 4096)
        .ToArray();

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>Allows everything, and keeps what the policy was asked last and what the app was given last.</summary>
    private sealed class Views : IPolicyEngine
    {
        private static readonly PolicyDecision Allow = new() { Visible = true, Allowed = true, Revision = "1" };

        public PolicyInput? Policy { get; private set; }

        public (string Name, JsonElement Arguments)? App { get; private set; }

        public void Clear() => (Policy, App) = (null, null);

        public ValueTask<PolicyDecision> DecideAsync(PolicyInput input, CancellationToken cancellationToken)
        {
            Policy = input;
            return ValueTask.FromResult(Allow);
        }

        public ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IReadOnlyList<bool>>([.. inputs.Select(_ => true)]);

        public void Register(McpServerOptions options)
        {
            options.Handlers.CallToolHandler = (request, _) => See(request.Params!.Name, request.Params.Arguments, new CallToolResult());
            options.Handlers.GetPromptHandler = (request, _) => See(request.Params!.Name, request.Params.Arguments, new GetPromptResult());
            options.Handlers.ReadResourceHandler = (request, _) => See(request.Params!.Uri, null, new ReadResourceResult());
            options.Handlers.SubscribeToResourcesHandler = (request, _) => See(request.Params!.Uri, null, new EmptyResult());
            options.Handlers.CompleteHandler = (request, _) => See(
                request.Params!.Ref is PromptReference prompt ? prompt.Name : ((ResourceTemplateReference)request.Params.Ref).Uri ?? "", null, new CompleteResult());
        }

        private ValueTask<T> See<T>(string name, IDictionary<string, JsonElement>? arguments, T result)
        {
            App = (name, arguments is null ? default : JsonSerializer.SerializeToElement(arguments));
            return ValueTask.FromResult(result);
        }
    }
}
