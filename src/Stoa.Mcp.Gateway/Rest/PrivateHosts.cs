using System.Net;
using Stoa.Mcp.Governance.Authentication;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>Which addresses a connection that resource files ask for may go to: public ones, and private ones of hosts that the operator allows.</summary>
internal sealed class PrivateHosts(IEnumerable<string> allowed)
{
    private readonly string[] _hosts = [.. allowed.Select(host => host.Trim('[', ']'))];

    /// <summary>Connects for an HTTP handler, after a look at the address that is connected to.</summary>
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var mayBePrivate = Allows(context.DnsEndPoint.Host);
        return GuardedConnection.ConnectAsync(
            context,
            address => mayBePrivate ? NetworkAddress.IsUsable(address, allowLoopback: true) : NetworkAddress.IsPublic(address),
            "a tool may call; Stoa:Gateway:Rest:AllowedPrivateHosts names hosts in private networks that one may",
            cancellationToken);
    }

    /// <summary>Whether the host may be in a private network.</summary>
    public bool Allows(string host)
    {
        var plain = host.Trim('[', ']').TrimEnd('.');
        return Array.Exists(_hosts, allowed => IsSame(allowed, plain));
    }

    private static bool IsSame(string allowed, string host) =>
        allowed.StartsWith("*.", StringComparison.Ordinal)
            ? host.Length > allowed.Length - 1 && host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(allowed, host, StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(allowed, out var one) && IPAddress.TryParse(host, out var other) && one.Equals(other));
}
