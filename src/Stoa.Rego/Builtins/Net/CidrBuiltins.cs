using T = Stoa.Rego.Builtins.RegoTypes;

namespace Stoa.Rego.Builtins;

/// <summary>Blocks of IP addresses.</summary>
internal static class CidrBuiltins
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("net.cidr_contains", [T.Text, T.Text], T.Boolean, Contains),
        new("net.cidr_overlap", [T.Text, T.Text], T.Boolean, Contains) { IsDeprecated = true },
        new("net.cidr_contains_matches", [T.Text | T.Collection, T.Text | T.Collection], T.Set, CidrMatches.Compute),
        new("net.cidr_expand", [T.Text], T.Set, Expand),
        new("net.cidr_intersects", [T.Text, T.Text], T.Boolean, Intersects),
        new("net.cidr_is_valid", [T.Text], T.Boolean, IsValid) { ChecksOperands = true },
        new("net.cidr_merge", [T.List], T.Set, CidrMerge.Compute),
    ];

    /// <summary>Whether a block has another or an address, or null after an error.</summary>
    internal static bool? Contains(BuiltinContext context, string outer, string inner)
    {
        if (Parse(context, outer) is not { } block)
        {
            return null;
        }

        if (IpAddress.TryParse(inner) is { } address)
        {
            return block.Contains(address);
        }

        if (CidrBlock.TryParse(inner) is { } other)
        {
            return block.Contains(other);
        }

        context.Fail($"not a valid textual representation of an IP address or CIDR: {inner}");
        return null;
    }

    private static RegoBoolean? Contains(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        Contains(context, operands.TextAt(0), operands.TextAt(1)) is { } holds ? RegoBoolean.Of(holds) : null;

    private static RegoBoolean? Intersects(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        Parse(context, operands.TextAt(0)) is { } left && Parse(context, operands.TextAt(1)) is { } right
            ? RegoBoolean.Of(left.Contains(right.First) || right.Contains(left.First))
            : null;

    private static RegoBoolean IsValid(BuiltinContext context, ReadOnlySpan<RegoValue> operands) =>
        RegoBoolean.Of(operands[0] is RegoString text && CidrBlock.TryParse(text.Value) is not null);

    private static RegoSet? Expand(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        if (Parse(context, operands.TextAt(0)) is not { } block)
        {
            return null;
        }

        var count = block.Last.Value - block.First.Value;
        context.Produce(count < int.MaxValue ? (long)count + 1 : long.MaxValue);
        var addresses = new List<RegoValue>();
        for (UInt128 offset = 0; offset <= count; offset++)
        {
            context.Step();
            addresses.Add(RegoString.Of(new IpAddress(block.First.Value + offset).ToString()));
        }

        return RegoSet.Owning([.. addresses]);
    }

    private static CidrBlock? Parse(BuiltinContext context, string text)
    {
        var block = CidrBlock.TryParse(text);
        if (block is null)
        {
            context.Fail($"invalid CIDR address: {text}");
        }

        return block;
    }
}
