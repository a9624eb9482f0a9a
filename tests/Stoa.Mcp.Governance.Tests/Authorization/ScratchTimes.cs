using System.Diagnostics;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;
using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Tests.Authorization;

public sealed class ScratchTimes(ITestOutputHelper output)
{
    [Fact]
    public void Times()
    {
        var engine = Given.Engine(Given.Grant() with { Tools = Given.Patterns("report_*", "export") });
        var allow = Given.Input("tools/call", Given.Tool("report_a"), Given.Read());
        var deny = Given.Input("tools/call", Given.Tool("report_a"), Given.Read(scopes: "x"));
        var hidden = Given.Input("tools/call", Given.Tool("other"), Given.Read());
        var many = Given.Engine([.. Enumerable.Range(0, 10000).Select(i => Given.Grant($"g{i}") with { Tools = Given.Patterns($"tool_{i}") })]);
        var manyInput = Given.Input("tools/call", Given.Tool("tool_77"), Given.Read());
        Measure("allow", () => engine.DecideAsync(allow, default));
        Measure("list", () => engine.FilterVisibleAsync([allow], default));
        Measure("deny", () => engine.DecideAsync(deny, default));
        Measure("hidden", () => engine.DecideAsync(hidden, default));
        Measure("allow of 10000", () => many.DecideAsync(manyInput, default));
        Measure("document", () => PolicyDocument.Build(allow, false, PolicyDocumentParts.None));
        Measure("document, all", () => PolicyDocument.Build(allow, false, PolicyDocumentParts.All));
        var policy = CompiledPolicy.Default;
        var state = new PolicyState(policy, Given.Snapshot(Given.Grant() with { Tools = Given.Patterns("report_*", "export") }));
        var document = PolicyDocument.Build(allow, false, PolicyDocumentParts.None);
        foreach (var path in new[] { "data.stoa.grants.tenant", "data.stoa.grants.protocol", "data.stoa.grants.naming", "data.stoa.grants.covering", "data.stoa.grants.permitting", "data.stoa.grants.visible", "data.stoa.grants.allow", "data.stoa.grants.matched", "data.stoa.authz.visible", "data.stoa.authz.deny" })
        {
            var one = policy.Policy.Document(path);
            Measure(path, () =>
            {
                var evaluation = state.Policy.Begin(document);
                evaluation.Find(one);
                evaluation.Dispose();
                return null;
            });
        }
    }

    private void Measure(string name, Func<object?> run)
    {
        for (var watch = Stopwatch.StartNew(); watch.ElapsedMilliseconds < 400;)
        {
            run();
        }

        var best = double.MaxValue;
        long bytes = 0;
        for (var round = 0; round < 15; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 5000; i++)
            {
                run();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / 5000);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 5000;
        }

        output.WriteLine($"{name}: {best:F0} ns, {bytes} B");
    }
}
