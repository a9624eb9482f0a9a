using System.Text.Json.Nodes;

namespace Quickstart.Walkthrough;

/// <summary>One usage event, as far as it is shown here.</summary>
internal sealed record UsageLine(string DecisionId, string Status, int Charged)
{
    public static UsageLine Parse(string line)
    {
        var usage = JsonNode.Parse(line)!.AsObject();
        return new UsageLine((string)usage["decision_id"]!, (string)usage["status"]!, (int)usage["quota_charged"]!);
    }

    public override string ToString() => $"{Status}, charged {Charged}";
}
