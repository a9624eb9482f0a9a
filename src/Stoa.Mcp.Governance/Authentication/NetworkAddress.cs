using System.Net;
using System.Net.Sockets;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Which addresses may be connected to. Link-local (where clouds keep instance metadata), unspecified and multicast may never be, in whatever IPv6
/// form an IPv4 address is wrapped. Private networks may where the caller says so: an identity provider often lives in one.
/// </summary>
internal static class NetworkAddress
{
    /// <summary>Whether the operator may have meant the address, in a private network or not.</summary>
    public static bool IsUsable(IPAddress address, bool allowLoopback)
    {
        var plain = Unwrap(address);
        return (allowLoopback || !IPAddress.IsLoopback(plain))
            && (plain.AddressFamily == AddressFamily.InterNetwork ? IsUsableV4(plain.GetAddressBytes()) : IsUsableV6(plain));
    }

    /// <summary>Whether the address is usable and one of the public network.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = Unwrap(address);
        return IsUsable(address, allowLoopback: false)
            && !(plain.AddressFamily == AddressFamily.InterNetwork ? IsPrivateV4(plain.GetAddressBytes()) : IsPrivateV6(plain));
    }

    // Outside link-local some clouds serve their instances from single addresses.
    private static bool IsUsableV4(byte[] bytes) => bytes is not
        ([0, ..] or [>= 224, ..] or [169, 254, ..] or [100, 100, 100, 200] or [168, 63, 129, 16] or [192, 0, 0, 192]);

    // fd00:ec2::/32 and fd20:ce::/32 are where clouds serve instance metadata over IPv6.
    private static bool IsUsableV6(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return !address.IsIPv6LinkLocal && !address.IsIPv6Multicast && !address.IsIPv6Teredo
            && !address.Equals(IPAddress.IPv6Any)
            && bytes is not ([0xfd, 0x00, 0x0e, 0xc2, ..] or [0xfd, 0x20, 0x00, 0xce, ..]);
    }

    // RFC 1918, carriers' NAT (RFC 6598), protocol assignments and benchmarks (RFC 6890), documentation.
    private static bool IsPrivateV4(byte[] bytes) => bytes is
        [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [100, >= 64 and <= 127, ..]
        or [192, 0, 0 or 2, _] or [198, 18 or 19, ..] or [198, 51, 100, _] or [203, 0, 113, _] or [192, 88, 99, _];

    // Only 2000::/3 is public; of it not what documents or discards.
    private static bool IsPrivateV6(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return (bytes[0] & 0xe0) != 0x20 || bytes is [0x20, 0x01, 0x0d, 0xb8, ..] or [0x3f, 0xff, <= 0x0f, ..];
    }

    /// <summary>The IPv4 address inside a mapped, compatible, translated (RFC 2765), NAT64 (RFC 6052), 6to4 (RFC 3056) or ISATAP (RFC 5214) one.</summary>
    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.Equals(IPAddress.IPv6Loopback) || address.Equals(IPAddress.IPv6Any))
        {
            return address;
        }

        ReadOnlySpan<byte> bytes = address.GetAddressBytes();
        ReadOnlySpan<byte> nat64 = [0x00, 0x64, 0xff, 0x9b];
        var isTranslated = !bytes[..8].ContainsAnyExcept((byte)0) && bytes[8..12] is [0xff, 0xff, 0, 0];
        var isIsatap = bytes[8..12] is [0x00 or 0x02, 0x00, 0x5e, 0xfe];
        if (address.IsIPv4MappedToIPv6 || bytes.StartsWith(nat64) || isTranslated || isIsatap || !bytes[..12].ContainsAnyExcept((byte)0))
        {
            return new IPAddress(bytes[12..]);
        }

        return bytes is [0x20, 0x02, ..] ? new IPAddress(bytes[2..6]) : address;
    }
}
