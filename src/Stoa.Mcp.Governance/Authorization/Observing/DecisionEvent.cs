using System.Globalization;
using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>A decision as OPA's decision log has it.</summary>
internal static class DecisionEvent
{
    // Where the document has the same value twice. What is masked in one place is masked in both.
    private static readonly (string One, string Other)[] Aliases =
    [
        ("/input/tool/arguments", "/input/context/arguments"),
        ("/input/user_email", "/input/subject/properties/email"),
        ("/input/user_id", "/input/subject/id"),
    ];

    /// <summary>The event, before it is masked by the policy; what the decision's obligations keep out of records is out already.</summary>
    public static JsonObject Of(ObservedDecision observed, bool actionAsText)
    {
        var (input, decision) = (observed.Input, observed.Decision);
        var document = JsonNode.Parse(PolicyDocument.Build(input, actionAsText).ToJson())!.AsObject();
        KeepOut(document, decision.Obligations);
        var made = new JsonObject
        {
            ["labels"] = new JsonObject { ["id"] = input.Server, ["environment"] = input.ServerEnvironment },
            ["decision_id"] = input.DecisionId,
            ["bundles"] = new JsonObject { ["policy"] = new JsonObject { ["revision"] = decision.Revision } },
            ["path"] = "stoa/authz",
            ["input"] = document,
            ["result"] = ResultOf(decision),
            ["timestamp"] = input.Now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        if (input.Transport.RemoteAddress is { } address)
        {
            made["requested_by"] = address;
        }

        return made;
    }

    /// <summary>The pointer, and those to the same value elsewhere.</summary>
    public static IEnumerable<string> SamePlaces(string pointer)
    {
        yield return pointer;
        foreach (var (one, other) in Aliases)
        {
            if (IsWithin(pointer, one))
            {
                yield return other + pointer[one.Length..];
            }
            else if (IsWithin(pointer, other))
            {
                yield return one + pointer[other.Length..];
            }
        }
    }

    private static bool IsWithin(string pointer, string place) =>
        pointer.StartsWith(place, StringComparison.Ordinal) && (pointer.Length == place.Length || pointer[place.Length] == '/');

    private static JsonObject ResultOf(PolicyDecision decision) => new()
    {
        ["visible"] = decision.Visible,
        ["allow"] = decision.Allowed,
        ["reasons"] = List(decision.Reasons),
        ["matched"] = List(decision.MatchedRules),
        ["missing_scopes"] = List(decision.MissingScopes),
    };

    private static JsonArray List(IReadOnlyList<string> texts) => [.. texts.Select(text => (JsonNode?)JsonValue.Create(text))];

    private static void KeepOut(JsonObject document, PolicyObligations obligations)
    {
        foreach (var holder in new[] { document["tool"], document["context"] }.OfType<JsonObject>())
        {
            if (obligations.AuditLevel == PolicyAuditLevel.Minimal)
            {
                holder.Remove("arguments");
            }
            else if (obligations.RedactArguments.Count > 0)
            {
                FieldRedaction.Apply(holder["arguments"], obligations.RedactArguments);
            }
        }
    }
}
