using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>The operator <c>in</c>, with one operand to its left or two.</summary>
internal static class MembershipBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("internal.member_2", [T.Any, T.Any], T.Boolean, (context, operands) => RegoBoolean.Of(Contains(context, operands[1], operands[0]))) { Infix = "in" },
        new("internal.member_3", [T.Any, T.Any, T.Any], T.Boolean, (_, operands) => RegoBoolean.Of(ContainsAt(operands[2], operands[0], operands[1]))) { Infix = "in" },
    ];

    private static bool Contains(BuiltinContext context, RegoValue collection, RegoValue value)
    {
        switch (collection)
        {
            case RegoSet set:
                return set.Contains(value);
            case RegoArray array:
                context.Step(array.Count);
                return array.Span.Contains(value);
            case RegoObject members:
                context.Step(members.Count);
                return members.ValueSpan.Contains(value);
            default:
                return false;
        }
    }

    private static bool ContainsAt(RegoValue collection, RegoValue key, RegoValue value) => collection switch
    {
        RegoSet set => key.Equals(value) && set.Contains(key),
        RegoArray array => value.Equals(array.Find(key)),
        RegoObject members => value.Equals(members.Find(key)),
        _ => false,
    };
}
