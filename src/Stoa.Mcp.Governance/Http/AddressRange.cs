using System.Net;

namespace Stoa.Mcp.Governance.Http;

/// <summary>One address, or all of a network.</summary>
internal static class AddressRange
{
    /// <summary>Reads <c>10.0.0.7</c> or <c>10.0.0.0/24</c>.</summary>
    public static bool TryParse(string text, out IPNetwork range)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            address = Plain(address);
            range = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        // 10.0.0.1/8 is either of two mistakes.
        return IPNetwork.TryParse(text, out range) && IPAddress.TryParse(text.Split('/')[0], out var first) && first.Equals(range.BaseAddress);
    }

    /// <summary>The IPv4 address that a listener of both families reports as an IPv6 one.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
