using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.IntegrationTests.Hosting;
using Stoa.Mcp.IntegrationTests.Probe;
using Xunit.Abstractions;

namespace Stoa.Mcp.IntegrationTests.Invariant;

/// <summary>The same invariant where no HTTP edge stands before the gate.</summary>
public sealed class PipeInvariantTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("alice", "acme", Revisions.Legacy)]
    [InlineData("alice", "acme", Revisions.Modern)]
    [InlineData("bob", "globex", Revisions.Legacy)]
    [InlineData("nil", "nil", Revisions.Legacy)]
    [InlineData("stray", null, Revisions.Legacy)]
    [InlineData(null, null, Revisions.Legacy)]
    [InlineData(null, null, Revisions.Modern)]
    public async Task EveryMethod_OverAPipe_RunsOnlyUnderOneDecisionAndOneRecord(string? subject, string? tenant, string revision)
    {
        using var folder = new TemporaryFolder();
        var (handlers, trail) = (new HandlerEntries(), new RecordingTrail());
        using var host = Build(folder, handlers, trail, subject, tenant);
        await host.StartAsync();
        var (toServer, fromServer) = (new Pipe(), new Pipe());
        await using var transport = new StreamServerTransport(toServer.Reader.AsStream(), fromServer.Writer.AsStream());
        await using var server = McpServer.Create(
            transport, host.Services.GetRequiredService<IOptions<McpServerOptions>>().Value, null, host.Services);
        using var end = new CancellationTokenSource();
        var running = server.RunAsync(end.Token);
        var answers = new StreamReader(fromServer.Reader.AsStream());
        var check = new InvariantCheck(handlers, () => Records(trail), count => WhenRecordedAsync(trail, count));

        // The handshake first, where the revision has one, so that later messages have a negotiated revision.
        string[] methods = revision == Revisions.Legacy ? ["initialize", .. Methods.All.Where(method => method != "initialize")] : Methods.All;
        foreach (var method in methods)
        {
            foreach (var id in new[] { "r", null })
            {
                // These the SDK refuses itself, ahead of every filter: no handler runs, and over a pipe there is no edge to record it.
                if (IsRefusedBySdk(revision, method, id))
                {
                    continue;
                }

                var line = McpRequests.Body(revision, method, McpRequests.ParametersOf(method), id).ToJsonString() + "\n";
                await check.SendAsync($"{method} {id}", async () =>
                {
                    await toServer.Writer.WriteAsync(Encoding.UTF8.GetBytes(line));
                    if (id is not null)
                    {
                        await ReadAnswerAsync(answers);
                    }
                });
            }
        }

        await end.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        check.End();
        output.WriteLine($"{check.Answered} messages, {handlers.Count} handler entries");
        Assert.Equal(tenant is "acme", handlers.Names.Contains("tools/call"));
        Assert.True(tenant is "acme" or "globex" or "nil" || handlers.Count == 0);
    }

    private static bool IsRefusedBySdk(string revision, string method, string? id) => revision == Revisions.Legacy
        ? id is not null && method is "server/discover" or "subscriptions/listen"
        : id is null ? method == "notifications/initialized" : method is "initialize" or "ping" or "logging/setLevel" or "resources/subscribe" or "resources/unsubscribe";

    private static async Task ReadAnswerAsync(StreamReader answers)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string? line;
        do
        {
            line = await answers.ReadLineAsync(patience.Token);
        }
        while (line is not null && !line.Contains("\"id\":\"r\"", StringComparison.Ordinal));
        Assert.NotNull(line);
    }

    private static IReadOnlyList<AuditRecord> Records(RecordingTrail trail) =>
        [.. trail.Entries.All.GroupBy(entry => entry.DecisionId).Select(group => new AuditRecord(group.Key, [.. group]))];

    private static async Task<IReadOnlyList<AuditRecord>> WhenRecordedAsync(RecordingTrail trail, int count)
    {
        for (var entries = count; Records(trail).Count(record => record.IsWhole) < count; entries = trail.Entries.All.Count + 1)
        {
            await trail.Entries.WaitForAsync(_ => true, entries);
        }

        return Records(trail);
    }

    private static IHost Build(TemporaryFolder folder, HandlerEntries handlers, RecordingTrail trail, string? subject, string? tenant)
    {
        Directory.CreateDirectory(folder["resources"]);
        File.WriteAllText(Path.Combine(folder["resources"], "all.yaml"), """
            { apiVersion: gostoa.dev/v1alpha1, kind: Tenant, metadata: { name: acme }, spec: {} }
            ---
            { apiVersion: gostoa.dev/v1alpha1, kind: Tenant, metadata: { name: globex }, spec: {} }
            ---
            { apiVersion: gostoa.dev/v1alpha1, kind: Tenant, metadata: { name: nil }, spec: {} }
            ---
            { apiVersion: gostoa.dev/v1alpha1, kind: ToolGrant, metadata: { name: all, namespace: acme }, spec: { tools: ['*'], prompts: ['*'], resources: ['*'], operations: ['*'], access: [read, write, destructive, unclassified] } }
            ---
            { apiVersion: gostoa.dev/v1alpha1, kind: ToolGrant, metadata: { name: own, namespace: globex }, spec: { tools: ['globex_*'], access: [unclassified] } }

            """);
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ContentRootPath = folder.Path });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Stoa:Server"] = "pipe",
            ["Stoa:Resources:Folder"] = folder["resources"],
            ["Stoa:Audit:Folder"] = folder["audit"],
            ["Stoa:Metering:Folder"] = folder["usage"],
            ["Stoa:Authentication:Local:Subject"] = subject,
            ["Stoa:Authentication:Local:Tenant"] = tenant,
        }.Where(pair => pair.Value is not null));
        builder.Services.AddSingleton<IAuditTrail>(trail);
        builder.Services.AddStoaGovernance(builder.Configuration.GetSection("Stoa"));
        builder.Services.AddMcpServer().WithProbeHandlers(handlers, new ProbeTasks()).WithStoaGovernance();
        return builder.Build();
    }
}
