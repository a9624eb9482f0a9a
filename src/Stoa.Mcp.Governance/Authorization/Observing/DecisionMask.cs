using System.Text.Json.Nodes;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>
/// What a policy's <c>data.system.log.mask</c> takes out of an event: JSON pointers (RFC 6901) below <c>/input</c> or <c>/result</c>, or objects
/// <c>{"op": "remove" | "upsert", "path": pointer, "value": any}</c>. One that cannot be read is a fault: the event must not be written.
/// </summary>
internal static class DecisionMask
{
    private static readonly string[] Places = ["/input", "/result"];

    /// <summary>The rules of a mask; none where it is undefined.</summary>
    /// <exception cref="PolicyFault">It is no set or array.</exception>
    public static IEnumerable<RegoValue> RulesOf(RegoValue? mask) => mask switch
    {
        null => [],
        RegoSet rules => rules,
        RegoArray rules => rules,
        _ => throw new PolicyFault($"data.system.log.mask is of type {mask.TypeName}; allowed: a set or array."),
    };

    /// <exception cref="PolicyFault">A rule means nothing.</exception>
    public static void Apply(JsonObject made, IEnumerable<RegoValue> rules)
    {
        List<string> erased = [];
        List<string> masked = [];
        foreach (var rule in rules)
        {
            var (pointer, value) = Read(rule);
            foreach (var place in DecisionEvent.SamePlaces(pointer))
            {
                if (Change(made, place, value))
                {
                    (value is null ? erased : masked).Add(place);
                }
            }
        }

        Tell(made, "erased", erased);
        Tell(made, "masked", masked);
    }

    /// <summary>Whether a pointer is to or below what may be masked.</summary>
    public static bool IsPlace(string path) => Places.Any(place => path == place || path.StartsWith(place + "/", StringComparison.Ordinal));

    private static (string Pointer, RegoValue? Value) Read(RegoValue rule)
    {
        var item = rule as RegoObject;
        var op = (item?.Find("op") as RegoString)?.Value;
        var path = ((rule is RegoString ? rule : item?.Find("path")) as RegoString)?.Value;
        return (rule is RegoString || op is "remove" or "upsert") && path is not null && IsPlace(path)
            ? (path, op == "upsert" ? item!.Find("value") ?? RegoNull.Instance : null)
            : throw new PolicyFault("data.system.log.mask has an item that is no pointer to or below /input or /result, and no {op: remove or upsert, path, value}.");
    }

    private static bool Change(JsonObject made, string pointer, RegoValue? value)
    {
        string[] steps = [.. pointer[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        JsonNode? holder = made;
        foreach (var step in steps[..^1])
        {
            holder = holder switch
            {
                JsonObject members => members[step],
                JsonArray items when int.TryParse(step, out var at) && at >= 0 && at < items.Count => items[at],
                _ => null,
            };
        }

        switch (holder)
        {
            case JsonObject members when value is null:
                return members.Remove(steps[^1]);
            case JsonObject members:
                members[steps[^1]] = JsonNode.Parse(value.ToJson());
                return true;

            // Not removed: the pointers after it would mean other items.
            case JsonArray items when int.TryParse(steps[^1], out var at) && at >= 0 && at < items.Count:
                items[at] = value is null ? null : JsonNode.Parse(value.ToJson());
                return true;
            default:
                return false;
        }
    }

    private static void Tell(JsonObject made, string name, List<string> pointers)
    {
        if (pointers.Count > 0)
        {
            made[name] = new JsonArray([.. pointers.Distinct().Select(pointer => (JsonNode?)JsonValue.Create(pointer))]);
        }
    }
}
