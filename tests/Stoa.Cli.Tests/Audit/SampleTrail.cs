using Stoa.Trail.Tests.Building;

namespace Stoa.Cli.Tests.Audit;

/// <summary>A trail with calls of several tenants, and what callers may send to harm a reader.</summary>
internal static class SampleTrail
{
    public const string Hostile = "=cmd|'/c x'!A1\u001b[2J\n\u202e\"evil\"";

    public static TrailBuilder New()
    {
        var trail = new TrailBuilder().Segment();
        trail.Intent("a").Add("outcome", CallText.Fields(outcome: "success", cost: 1250), "a");
        trail.Intent("b").Add("outcome", CallText.Fields(subject: "bob", tool: "delete-report", outcome: "tool_error", latency: 1500), "b").Head();
        trail.Segment("rotation", "");
        trail.Add("denial", CallText.Fields(tenant: "globex", subject: "agent-1", tool: "delete-report", decision: "\"deny\"", code: 1203, codeName: "quota_exceeded", outcome: "denied"), "c");
        return trail.Add("denial", CallText.Fields(subject: Hostile, agent: Hostile, tool: Hostile, decision: "\"deny\"", code: 1201, codeName: "denied", outcome: "denied"), "d").Head();
    }

    /// <summary>Writes it to a folder, the first segment compressed, and a chain of refusals beside it.</summary>
    public static string WriteTo(CommandLine stoa)
    {
        var folder = Directory.CreateDirectory(Path.Combine(stoa.Folder, "trail")).FullName;
        New().WriteTo(folder, compressed: 1);
        var refusals = new TrailBuilder("refusals") { Time = TrailBuilder.Start.AddHours(1) };
        refusals.Segment().Add("summary", "\"source\":\"192.0.2.9\",\"count\":90", "s").WriteTo(folder);
        return folder;
    }
}
