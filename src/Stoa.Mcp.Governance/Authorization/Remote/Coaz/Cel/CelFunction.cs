using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;

/// <summary>The functions of CEL that mappings may call. There are no others: none that costs more than it is long, and none that reckons.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operands">How many it takes, the one before the dot included.</param>
/// <param name="Apply">Its result, or null where it has no overload for such operands.</param>
internal sealed record CelFunction(string Name, int Operands, Func<RegoValue[], CelBudget, RegoValue?> Apply)
{
    private static readonly CelFunction Size = new("size", 1, static (on, _) => SizeOf(on[0]));

    private static readonly CelFunction[] OnTexts =
    [
        new("startsWith", 2, static (on, _) => Test(on, static (text, part) => text.StartsWith(part, StringComparison.Ordinal))),
        new("endsWith", 2, static (on, _) => Test(on, static (text, part) => text.EndsWith(part, StringComparison.Ordinal))),
        new("contains", 2, Contains),
        Size,
    ];

    private static readonly CelFunction[] Global = [Size, new("string", 1, static (on, _) => Text(on[0]))];

    /// <summary>Names, for messages.</summary>
    public const string Known = "size, string, has; startsWith, endsWith, contains, size, exists, all, exists_one, map, filter, orValue, hasValue after a dot";

    public static CelFunction? Find(string name, bool isMethod) => (isMethod ? OnTexts : Global).FirstOrDefault(function => function.Name == name);

    private static RegoBoolean? Test(RegoValue[] on, Func<string, string, bool> test) =>
        on is [RegoString text, RegoString part] ? RegoBoolean.Of(test(text.Value, part.Value)) : null;

    // At worst every place is compared with the whole part.
    private static RegoBoolean? Contains(RegoValue[] on, CelBudget budget)
    {
        if (on is [RegoString text, RegoString part])
        {
            budget.Charge((long)text.Value.Length * part.Value.Length / 1024);
        }

        return Test(on, static (text, part) => text.Contains(part, StringComparison.Ordinal));
    }

    private static RegoNumber? SizeOf(RegoValue value) => value switch
    {
        RegoString text => RegoNumber.Of(text.Value.EnumerateRunes().Count()),
        RegoArray items => RegoNumber.Of(items.Count),
        RegoObject members => RegoNumber.Of(members.Count),
        _ => null,
    };

    private static RegoValue? Text(RegoValue value) => value switch
    {
        RegoString => value,
        RegoNumber number => RegoString.Of(number.Text),
        RegoBoolean => RegoString.Of(value.ToJson()),
        _ => null,
    };
}
