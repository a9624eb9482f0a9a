using System.Net;
using System.Net.Sockets;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Which addresses may be connected to. Private networks may: an identity provider often lives in one. Link-local (where clouds keep
/// instance metadata), unspecified and multicast may not, in whatever IPv6 form an IPv4 address is wrapped.
/// </summary>
internal static class NetworkAddress
{
    public static bool IsUsable(IPAddress address, bool allowLoopback)
    {
        var plain = Unwrap(address);
        return (allowLoopback || !IPAddress.IsLoopback(plain))
            && (plain.AddressFamily == AddressFamily.InterNetwork ? IsUsableV4(plain) : IsUsableV6(plain));
    }

    private static bool IsUsableV4(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes[0] is not 0 and < 224 && !(bytes[0] == 169 && bytes[1] == 254);
    }

    // fd00:ec2::/32 is where one cloud serves instance metadata over IPv6.
    private static bool IsUsableV6(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return !address.IsIPv6LinkLocal && !address.IsIPv6Multicast && !address.IsIPv6Teredo
            && !address.Equals(IPAddress.IPv6Any)
            && bytes is not [0xfd, 0x00, 0x0e, 0xc2, ..];
    }

    /// <summary>The IPv4 address inside a mapped, compatible, NAT64 (RFC 6052) or 6to4 (RFC 3056) one.</summary>
    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.Equals(IPAddress.IPv6Loopback) || address.Equals(IPAddress.IPv6Any))
        {
            return address;
        }

        ReadOnlySpan<byte> bytes = address.GetAddressBytes();
        ReadOnlySpan<byte> nat64 = [0x00, 0x64, 0xff, 0x9b];
        if (address.IsIPv4MappedToIPv6 || bytes.StartsWith(nat64) || !bytes[..12].ContainsAnyExcept((byte)0))
        {
            return new IPAddress(bytes[12..]);
        }

        return bytes is [0x20, 0x02, ..] ? new IPAddress(bytes[2..6]) : address;
    }
}
