using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Reads a policy's values strictly: what has another type than it must have is a fault, and not nothing.</summary>
internal static class PolicyValues
{
    /// <summary>True, or not: undefined and false are one.</summary>
    /// <exception cref="PolicyFault">The value is no boolean.</exception>
    public static bool Flag(RegoValue? value, string rule) => value switch
    {
        null => false,
        RegoBoolean flag => ReferenceEquals(flag, RegoBoolean.True),
        _ => throw new PolicyFault($"data.stoa.authz.{rule} is of type {value.TypeName}; allowed: true, false or undefined."),
    };

    /// <summary>The reasons of a denial; none where <c>deny</c> is absent.</summary>
    /// <exception cref="PolicyFault">The value is no set or array, which might be a denial that was written another way.</exception>
    public static IReadOnlyList<string> Denials(RegoValue? value) => value switch
    {
        null => [],
        RegoSet or RegoArray => Texts(value),
        _ => throw new PolicyFault($"data.stoa.authz.deny is of type {value.TypeName}; allowed: a set of reasons (deny contains reason if …)."),
    };

    /// <summary>The texts of a set or array, or one text. What is no text is told in Rego's syntax.</summary>
    public static IReadOnlyList<string> Texts(RegoValue? value) => value switch
    {
        null => [],
        RegoArray array => Texts(array, array.Count),
        RegoSet set => Texts(set, set.Count),
        _ => [Text(value)],
    };

    private static string[] Texts(IEnumerable<RegoValue> values, int count)
    {
        if (count == 0)
        {
            return [];
        }

        var texts = new string[count];
        var next = 0;
        foreach (var value in values)
        {
            texts[next++] = Text(value);
        }

        return texts;
    }

    private static string Text(RegoValue value) => value is RegoString text ? text.Value : value.ToString();
}
