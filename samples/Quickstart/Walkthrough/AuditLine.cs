using System.Text.Json.Nodes;

namespace Quickstart.Walkthrough;

/// <summary>One line of the audit trail, as far as it is shown here.</summary>
internal sealed record AuditLine(
    string DecisionId, string Kind, string Decision, string Code, string Reasons, bool HasTenant, string Hash)
{
    public static AuditLine Parse(string line)
    {
        var entry = JsonNode.Parse(line)!.AsObject();
        return new AuditLine(
            (string?)entry["decision_id"] ?? "",
            (string)entry["kind"]!,
            (string?)entry["decision"] ?? "",
            $"{(int?)entry["code"]} {(string?)entry["code_name"]}",
            string.Join("; ", entry["reasons"]?.AsArray().Select(reason => (string)reason!) ?? []),
            entry["tenant"] is not null,
            (string)entry["hash"]!);
    }
}
