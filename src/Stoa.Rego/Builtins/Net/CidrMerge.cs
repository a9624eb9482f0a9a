namespace Stoa.Rego.Builtins;

/// <summary>The fewest blocks that have the addresses of given blocks.</summary>
internal static class CidrMerge
{
    private const int AddressBits = 128;
    private const int Ipv4Offset = 96;

    public static RegoValue? Compute(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var ranges = new List<AddressRange>();
        foreach (var item in operands.ItemsAt(0))
        {
            context.Step();
            if (item is not RegoString text)
            {
                return context.Fail("element must be string");
            }

            if (Read(context, text.Value) is not { } range)
            {
                return null;
            }

            ranges.Add(range);
        }

        var blocks = Join(ranges).SelectMany(range => range.Text is null ? Split(range.First, range.Last) : [range.Text]);
        var result = new List<RegoValue>();
        foreach (var block in blocks)
        {
            context.Produce(1);
            result.Add(RegoString.Of(block));
        }

        return RegoSet.Owning([.. result]);
    }

    // An IPv4 address alone stands for its network of class A, B or C.
    private static AddressRange? Read(BuiltinContext context, string text)
    {
        if (IpAddress.TryParse(text) is not { } address)
        {
            var block = CidrBlock.TryParse(text);
            if (block is null)
            {
                context.Fail($"invalid CIDR address: {text}");
            }

            return block is { } parsed ? new AddressRange(parsed.First.Value, parsed.Last.Value, parsed.ToString()) : null;
        }

        if (!address.IsIpv4)
        {
            context.Fail("IPv6 invalid: needs prefix length");
            return null;
        }

        var network = CidrBlock.Of(address, Ipv4Offset + ((byte)(address.Value >> 24) switch { < 0x80 => 8, < 0xC0 => 16, _ => 24 }));
        return new AddressRange(network.First.Value, network.Last.Value, network.Describe(address));
    }

    // Ranges that overlap or follow each other, as one.
    private static List<AddressRange> Join(List<AddressRange> ranges)
    {
        ranges.Sort((x, y) => (x.First, x.Last).CompareTo((y.First, y.Last)));
        var joined = new List<AddressRange>();
        foreach (var range in ranges)
        {
            if (joined.Count > 0 && (range.First == 0 || range.First - 1 <= joined[^1].Last))
            {
                var last = joined[^1];
                joined[^1] = last with { Last = UInt128.Max(last.Last, range.Last), Text = null };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }

    // A range in blocks: at each address the largest one that starts there and does not reach beyond.
    private static IEnumerable<string> Split(UInt128 first, UInt128 last)
    {
        while (true)
        {
            var bits = AddressBits - (int)UInt128.TrailingZeroCount(first);
            while (bits < AddressBits && (first | (UInt128.MaxValue >> bits)) > last)
            {
                bits++;
            }

            var block = CidrBlock.Of(new IpAddress(first), bits);
            yield return block.ToString();
            if (block.Last.Value >= last)
            {
                yield break;
            }

            first = block.Last.Value + 1;
        }
    }

    /// <summary>Addresses from first to last, and how they were written where they are still what was given.</summary>
    private readonly record struct AddressRange(UInt128 First, UInt128 Last, string? Text);
}
