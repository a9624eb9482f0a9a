using System.Buffers;
using System.Globalization;
using System.Net;

namespace Stoa.Rego.Builtins;

/// <summary>
/// An IP address as 128 bits; IPv4 as mapped into IPv6 (RFC 4291 section 2.5.5.2). Reads the textual forms that are unambiguous: no octal, no
/// missing parts, no zones.
/// </summary>
internal readonly record struct IpAddress(UInt128 Value)
{
    private static readonly SearchValues<char> Ipv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");
    private static readonly UInt128 Mapped = (UInt128)0xFFFF << 32;

    public bool IsIpv4 => Value >> 32 == 0xFFFF;

    public static IpAddress OfIpv4(uint value) => new(Mapped | value);

    public static IpAddress? TryParse(ReadOnlySpan<char> text) => text.Contains(':') ? TryParseIpv6(text) : TryParseIpv4(text);

    /// <summary>The address of the runtime's.</summary>
    public static IpAddress Of(IPAddress address)
    {
        var bytes = address.MapToIPv6().GetAddressBytes();
        return new IpAddress(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    /// <summary>Four decimal numbers, or RFC 5952.</summary>
    public override string ToString()
    {
        var value = Value;
        if (IsIpv4)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{(byte)(value >> 24)}.{(byte)(value >> 16)}.{(byte)(value >> 8)}.{(byte)value}");
        }

        var groups = Enumerable.Range(0, 8).Select(i => (ushort)(value >> (112 - (16 * i)))).ToArray();
        var (start, length) = LongestZeros(groups);
        var text = groups.Select(group => group.ToString("x", CultureInfo.InvariantCulture)).ToArray();
        return length < 2
            ? string.Join(':', text)
            : $"{string.Join(':', text[..start])}::{string.Join(':', text[(start + length)..])}";
    }

    private static (int Start, int Length) LongestZeros(ushort[] groups)
    {
        var best = (Start: 0, Length: 0);
        for (var i = 0; i < groups.Length; i++)
        {
            var length = groups.AsSpan(i).IndexOfAnyExcept((ushort)0);
            length = length < 0 ? groups.Length - i : length;
            best = length > best.Length ? (i, length) : best;
        }

        return best;
    }

    private static IpAddress? TryParseIpv4(ReadOnlySpan<char> text)
    {
        uint value = 0;
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (part.Length is 0 or > 3 || (part[0] == '0' && part.Length > 1) || part.ContainsAnyExceptInRange('0', '9'))
            {
                return null;
            }

            var number = uint.Parse(part, CultureInfo.InvariantCulture);
            if (number > 255 || ++parts > 4)
            {
                return null;
            }

            value = (value << 8) | number;
        }

        return parts == 4 ? OfIpv4(value) : null;
    }

    private static IpAddress? TryParseIpv6(ReadOnlySpan<char> text)
    {
        var embedded = text[(text.LastIndexOf(':') + 1)..];
        if (text.ContainsAnyExcept(Ipv6Characters) || (embedded.Contains('.') && TryParseIpv4(embedded) is null))
        {
            return null;
        }

        return IPAddress.TryParse(text, out var address) ? Of(address) : null;
    }
}
