using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>
/// Where a request says it is addressed to and comes from: <c>Host</c> and <c>Origin</c>, each against its own allow-list, so that
/// a page that rebinds a name to this server is refused by either.
/// </summary>
internal sealed class AddressRules
{
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "::1"];

    private readonly FrozenSet<string> _hosts;
    private readonly FrozenSet<string> _origins;

    public AddressRules(IOptions<HttpEdgeOptions> options)
    {
        var hosts = options.Value.AllowedHosts.Count > 0 ? options.Value.AllowedHosts : LoopbackNames;
        _hosts = hosts.Select(host => host.Trim('[', ']')).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _origins = options.Value.AllowedOrigins
            .Select(text => RequestOrigin.TryParse(text, out var origin) ? origin : "")
            .ToFrozenSet(StringComparer.Ordinal);
    }

    public EdgeRefusal? Check(HttpRequest request)
    {
        var hosts = request.Headers.Host;
        if (hosts.Count != 1 || !_hosts.Contains(request.Host.Host.Trim('[', ']')))
        {
            return Refuse("The Host header names a host that is not served here.", "Host is not among Stoa:Http:AllowedHosts.");
        }

        var origins = request.Headers.Origin;
        if (origins.Count == 0)
        {
            return null;
        }

        return origins.Count == 1 && RequestOrigin.TryParse(origins[0] ?? "", out var origin) && IsAllowed(origin, request)
            ? null
            : Refuse("Calls from this Origin are not allowed.", "Origin is neither this server's own nor among Stoa:Http:AllowedOrigins.");
    }

    private bool IsAllowed(string origin, HttpRequest request) =>
        _origins.Contains(origin)
        || origin == RequestOrigin.Of(request.Scheme, request.Host.Host, request.Host.Port ?? (request.IsHttps ? 443 : 80));

    private static EdgeRefusal Refuse(string message, string reason) =>
        new(StatusCodes.Status403Forbidden, GovernanceCode.InvalidRequest, message, reason);
}
