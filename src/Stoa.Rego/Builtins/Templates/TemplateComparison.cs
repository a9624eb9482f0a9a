namespace Stoa.Rego.Builtins;

/// <summary>Comparisons in templates, of values of one kind.</summary>
internal static class TemplateComparison
{
    /// <summary>Whether the first value equals one of the others.</summary>
    public static bool EqualsAny(List<object?> values)
    {
        if (values.Count < 2)
        {
            throw new BuiltinFailure("missing argument for comparison");
        }

        return values.Skip(1).Any(value => AreEqual(values[0], value));
    }

    /// <summary>The order of two numbers of the template, or two texts.</summary>
    public static int Compare(List<object?> values) => (values[0], values[1]) switch
    {
        (long left, long right) => left.CompareTo(right),
        (double left, double right) => left.CompareTo(right),
        (var left, var right) when Text(left) is { } text && Text(right) is { } other => CodePoints.Compare(text, other),
        (RegoBoolean or RegoArray or RegoObject or RegoNull or null, _) => throw new BuiltinFailure("invalid type for comparison"),
        _ => throw Incompatible(),
    };

    private static bool AreEqual(object? left, object? right)
    {
        if (left is null or RegoNull || right is null or RegoNull)
        {
            return left is null or RegoNull && right is null or RegoNull;
        }

        return (left, right) switch
        {
            (long x, long y) => x == y,
            (double x, double y) => x.Equals(y),
            (RegoBoolean x, RegoBoolean y) => x.Value == y.Value,
            (RegoArray or RegoObject, _) or (_, RegoArray or RegoObject) => throw new BuiltinFailure("non-comparable type"),
            _ => Text(left) is { } text && Text(right) is { } other ? text == other : throw Incompatible(),
        };
    }

    // Numbers of the data are texts.
    private static string? Text(object? value) => value is RegoString text ? text.Value : (value as RegoNumber)?.Text;

    private static BuiltinFailure Incompatible() => new("incompatible types for comparison");
}
