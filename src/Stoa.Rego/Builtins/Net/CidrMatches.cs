namespace Stoa.Rego.Builtins;

/// <summary>
/// Which blocks of one collection have which blocks or addresses of another. Items are strings, or arrays that begin with one; they are
/// named by themselves in sets, and by index or key elsewhere.
/// </summary>
internal static class CidrMatches
{
    public static RegoValue? Compute(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        // The second operand counts only where there is something to compare with.
        if (Read(context, operands[0], 1) is not { } blocks || (blocks.Count > 0 ? Read(context, operands[1], 2) : []) is not { } others)
        {
            return null;
        }

        var matches = new List<RegoValue>();
        foreach (var (block, blockName) in blocks)
        {
            foreach (var (other, otherName) in others)
            {
                context.Step();
                if (block is not RegoString outer || other is not RegoString inner)
                {
                    return context.FailOperandType(1, block is RegoString ? other : block, "string");
                }

                switch (CidrBuiltins.Contains(context, outer.Value, inner.Value))
                {
                    case null:
                        return null;
                    case true:
                        context.Produce(1);
                        matches.Add(RegoArray.Of(blockName, otherName));
                        break;
                }
            }
        }

        return RegoSet.Owning([.. matches]);
    }

    private static List<(RegoValue Item, RegoValue Name)>? Read(BuiltinContext context, RegoValue operand, int position)
    {
        var items = new List<(RegoValue, RegoValue)>();
        foreach (var (item, name) in Named(operand))
        {
            context.Step();
            var first = item is RegoArray { Count: > 0 } tuple ? tuple[0] : item as RegoString;
            if (first is null)
            {
                context.Fail($"operand {position}: element must be string or non-empty array");
                return null;
            }

            items.Add((first, name));
        }

        return items;
    }

    private static IEnumerable<(RegoValue Item, RegoValue Name)> Named(RegoValue operand) => operand switch
    {
        RegoArray array => array.Select((item, index) => (item, (RegoValue)RegoNumber.Of(index))),
        RegoSet set => set.Select(item => (item, item)),
        RegoObject members => members.Select(member => (member.Value, member.Key)),
        _ => [(operand, operand)],
    };
}
