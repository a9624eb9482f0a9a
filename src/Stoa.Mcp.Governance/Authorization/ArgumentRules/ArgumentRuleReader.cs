using Stoa.Mcp.Governance.Resources;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.ArgumentRules;

/// <summary>Reads one rule. Its condition becomes a list of alternatives, each a list of comparisons that all have to hold: rules in Rego do not nest by data.</summary>
internal static class ArgumentRuleReader
{
    private const int MostComparisons = 4096;

    private static readonly string[] Actions = ["deny", "allow", "warn"];

    /// <summary>The rule, or null where it is wrong.</summary>
    public static RegoObject? Read(FieldReader rule)
    {
        rule.Require("condition", "field, operator and value; or all; or any");
        rule.Require("action", string.Join(", ", Actions));
        var action = rule.Text("action", text => Actions.Contains(text, StringComparer.Ordinal) ? null : $"'{text}' is unknown; allowed: {string.Join(", ", Actions)}");
        var message = rule.Text("message");
        var alternatives = rule.Fields("condition") is { } condition ? Alternatives(condition) : null;
        rule.RefuseOthers();
        if (alternatives is not null && alternatives.Sum(all => all.Count) > MostComparisons)
        {
            rule.Wrong("condition", $"comes to more than {MostComparisons} comparisons; divide it into several rules");
            return null;
        }

        return action is null || alternatives is null ? null : RegoObject.Of(
            ("action", action),
            ("message", message ?? ""),
            ("any", RegoArray.Of(alternatives.Select(all => (RegoValue)RegoArray.Of(all)))));
    }

    private static List<List<RegoValue>>? Alternatives(FieldReader condition)
    {
        var group = condition.Has("all") ? "all" : condition.Has("any") ? "any" : null;
        if (group is null)
        {
            return ComparisonReader.Read(condition) is { } comparison ? [[comparison]] : null;
        }

        var items = condition.Items(group);
        condition.RefuseOthers();
        if (items is not { Count: > 0 })
        {
            condition.Wrong(group, "must be a list of at least one condition");
            return null;
        }

        List<List<RegoValue>>? found = group == "all" ? [[]] : [];
        for (var i = 0; i < items.Count; i++)
        {
            var one = condition.Nested(items[i], $"{group}[{i}]") is { } inner ? Alternatives(inner) : null;
            found = one is null || found is null ? null : group == "any" ? [.. found, .. one] : Combined(found, one, condition, group);
        }

        return found;
    }

    private static List<List<RegoValue>>? Combined(List<List<RegoValue>> left, List<List<RegoValue>> right, FieldReader condition, string group)
    {
        if ((long)left.Count * right.Count > MostComparisons)
        {
            condition.Wrong(group, $"comes to more than {MostComparisons} comparisons; divide it into several rules");
            return null;
        }

        return [.. left.SelectMany(_ => right, (one, other) => (List<RegoValue>)[.. one, .. other])];
    }
}
