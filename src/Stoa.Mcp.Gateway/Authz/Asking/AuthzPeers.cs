using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Asking;

/// <summary>Who may ask, and whose word counts. By the connection's own address and, where there is one, the shared key; never by a forwarded header.</summary>
internal sealed class AuthzPeers
{
    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    private readonly IPNetwork[] _peers;
    private readonly IPNetwork[] _trusted;
    private readonly PeerKey? _key;

    public AuthzPeers(IOptions<AuthzOptions> options)
    {
        _peers = options.Value.Peers.Count == 0 ? Loopback : Parse(options.Value.Peers);
        _trusted = Parse(options.Value.TrustedPeers);
        _key = options.Value.PeerKeyFile is { } file ? new PeerKey(file) : null;
    }

    /// <summary>Why this request may not ask, or null.</summary>
    public EdgeRefusal? Check(HttpContext context)
    {
        if (!IsAmong(_peers, context))
        {
            return Refuse("The peer's address is not among Stoa:Gateway:Authz:Peers.");
        }

        var presented = context.Request.Headers[PeerKey.Header];
        return _key is null || (presented is [{ } one] && _key.Is(one))
            ? null
            : Refuse($"The peer sent no {PeerKey.Header}, several, or another than Stoa:Gateway:Authz:PeerKeyFile holds.");
    }

    /// <summary>Whether the peer's word for who calls is taken.</summary>
    public bool IsTrusted(HttpContext context) => IsAmong(_trusted, context);

    private static bool IsAmong(IPNetwork[] ranges, HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && ranges.Any(range => range.Contains(AddressRange.Plain(address)));

    private static IPNetwork[] Parse(IList<string> addresses) =>
        [.. addresses.Select(text => AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text))];

    private static EdgeRefusal Refuse(string reason) =>
        new(StatusCodes.Status403Forbidden, GovernanceCode.Denied, "This peer may not ask for decisions.", reason);
}
