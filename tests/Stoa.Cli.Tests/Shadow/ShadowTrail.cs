using System.Text.Json;
using Stoa.Trail.Tests.Building;

namespace Stoa.Cli.Tests.Shadow;

/// <summary>Records as the mode <c>shadow</c> leaves them.</summary>
internal sealed class ShadowTrail
{
    private readonly TrailBuilder _audit = new TrailBuilder().Segment();
    private readonly TrailBuilder _refusals = new TrailBuilder("refusals") { Time = TrailBuilder.Start.AddHours(1) }.Segment();
    private int _records;

    public ShadowTrail Allowed(string tenant = "acme", string transport = "shadow")
    {
        var id = Next();
        var fields = Fields(CallText.Fields(tenant, outcome: "success"), transport);
        _audit.Add("intent", Fields(CallText.Fields(tenant), transport), id).Add("outcome", fields, id);
        return this;
    }

    public ShadowTrail Denied(
        string reason, string tool = "delete-report", string? tenant = "acme", string subject = "ada", string access = "read", string codeName = "not_visible", int code = 4040,
        string step = "authorization", string targetKind = "tool", string transport = "shadow")
    {
        var fields = Fields(CallText.Fields(tenant, subject, "agent-1", tool: tool, targetKind: targetKind, decision: "\"deny\"", code: code, codeName: codeName, outcome: "denied"), transport)
            .Replace("\"step\":\"quota\"", $"\"step\":\"{step}\",\"reasons\":[{Quote(reason)}]", StringComparison.Ordinal)
            .Replace("\"access\":\"read\"", $"\"access\":\"{access}\"", StringComparison.Ordinal);
        (tenant is null ? _refusals : _audit).Add("denial", fields, Next());
        return this;
    }

    public ShadowTrail Counted(int refusals)
    {
        _refusals.Add("summary", $"\"source\":\"192.0.2.9\",\"count\":{refusals}", Next());
        return this;
    }

    public string WriteTo(CommandLine stoa)
    {
        var folder = Directory.CreateDirectory(Path.Combine(stoa.Folder, "trail")).FullName;
        _audit.Head().WriteTo(folder);
        _refusals.Head().WriteTo(folder);
        return folder;
    }

    private static string Fields(string call, string transport) =>
        call.Replace("\"transport\":{\"kind\":\"http\"", $"\"transport\":{{\"kind\":\"{transport}\"", StringComparison.Ordinal)
            .Replace(",\"matched_rules\":[\"grant-1\"]", "", StringComparison.Ordinal);

    // As the writer does: nothing but ASCII.
    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private string Next() => $"r{++_records}";
}
