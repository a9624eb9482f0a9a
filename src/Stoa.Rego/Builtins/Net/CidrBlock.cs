using System.Globalization;

namespace Stoa.Rego.Builtins;

/// <summary>The addresses that share a prefix (RFC 4632).</summary>
/// <param name="First">The first address of the block.</param>
/// <param name="Bits">How many of 128 bits all addresses share: 96 more than what IPv4 says.</param>
internal readonly record struct CidrBlock(IpAddress First, int Bits)
{
    private const int AddressBits = 128;
    private const int Ipv4Offset = 96;

    public IpAddress Last => new(First.Value | ~Mask(Bits));

    public static CidrBlock? TryParse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || IpAddress.TryParse(text.AsSpan(0, slash)) is not { } address)
        {
            return null;
        }

        var offset = text.AsSpan(0, slash).Contains(':') ? 0 : Ipv4Offset;
        return int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits + offset <= AddressBits
            ? Of(address, bits + offset)
            : null;
    }

    public static CidrBlock Of(IpAddress address, int bits) => new(new IpAddress(address.Value & Mask(bits)), bits);

    public bool Contains(IpAddress address) => First.IsIpv4 == address.IsIpv4 && (address.Value & Mask(Bits)) == First.Value;

    public bool Contains(CidrBlock other) => Contains(other.First) && Contains(other.Last);

    public override string ToString() => Describe(First);

    /// <summary>The block by one of its addresses.</summary>
    public string Describe(IpAddress address) =>
        string.Create(CultureInfo.InvariantCulture, $"{address}/{(First.IsIpv4 ? Bits - Ipv4Offset : Bits)}");

    private static UInt128 Mask(int bits) => bits == 0 ? 0 : UInt128.MaxValue << (AddressBits - bits);
}
