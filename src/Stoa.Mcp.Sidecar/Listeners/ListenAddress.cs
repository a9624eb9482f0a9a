using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Stoa.Mcp.Sidecar.Listeners;

/// <summary>An address to listen on, as a URL says it: <c>http://127.0.0.1:8080</c>, <c>https://*:8443</c>.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Address">The address; null for every address of the machine, and for <c>localhost</c>.</param>
/// <param name="IsLocalhost">Both loopback addresses.</param>
/// <param name="Port">The port; 0 for a free one.</param>
internal sealed record ListenAddress(string Scheme, IPAddress? Address, bool IsLocalhost, int Port)
{
    public const string Allowed = "http or https, an IP address, localhost or * for all addresses, and a port: http://127.0.0.1:8080";

    public bool IsTls => Scheme == "https";

    /// <summary>Whether others than this machine can reach it.</summary>
    public bool IsPublic => !IsLocalhost && (Address is null || !IPAddress.IsLoopback(Address));

    public static bool TryParse(string? text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        if (text?.Split("://", 2) is not [var scheme, var rest] || scheme is not ("http" or "https"))
        {
            return false;
        }

        rest = rest.TrimEnd('/');
        var colon = rest.LastIndexOf(':');
        if (colon < 1 || !ushort.TryParse(rest.AsSpan(colon + 1), out var port))
        {
            return false;
        }

        address = rest[..colon] switch
        {
            "*" => new ListenAddress(scheme, null, false, port),
            "localhost" => new ListenAddress(scheme, null, true, port),
            ['[', .. var inner, ']'] when IPAddress.TryParse(inner, out var ip) => new ListenAddress(scheme, ip, false, port),
            var host when !host.Contains(':') && host.Contains('.') && IPAddress.TryParse(host, out var ip) => new ListenAddress(scheme, ip, false, port),
            _ => null,
        };
        return address is not null;
    }

    /// <summary>Whether both cannot be bound at once.</summary>
    public bool Overlaps(ListenAddress other) =>
        Port != 0 && Port == other.Port
        && (Everywhere(this) || Everywhere(other) || Equals(Address, other.Address)
            || (IsLocalhost && !other.IsPublic) || (other.IsLocalhost && !IsPublic));

    public override string ToString() => $"{Scheme}://{(IsLocalhost ? "localhost" : Address is null ? "*" : new IPEndPoint(Address, 0).ToString()[..^2])}:{Port}";

    private static bool Everywhere(ListenAddress address) =>
        !address.IsLocalhost && (address.Address is null || address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any));
}
