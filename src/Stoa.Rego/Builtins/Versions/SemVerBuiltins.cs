using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Semantic versions.</summary>
internal static class SemVerBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("semver.compare", [T.Text, T.Text], T.Number, Compare),
        new("semver.is_valid", [T.Any], T.Boolean, IsValid) { ChecksOperands = true },
    ];

    private static RegoNumber? Compare(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        Parse(context, operands, 0) is { } left && Parse(context, operands, 1) is { } right
            ? RegoNumber.Of(left.CompareTo(right))
            : null;

    private static SemanticVersion? Parse(BuiltinContext context, ReadOnlySpan<RegoValue> operands, int position)
    {
        context.Scan(operands.TextAt(position).Length);
        var version = SemanticVersion.TryParse(operands.TextAt(position));
        if (version is null)
        {
            context.Fail($"operand {position + 1}: string {operands[position]} is not a valid SemVer");
        }

        return version;
    }

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        context.Scan(operands[0] is RegoString scanned ? scanned.Value.Length : 0);
        return RegoBoolean.Of(operands[0] is RegoString text && SemanticVersion.TryParse(text.Value) is not null);
    }
}
