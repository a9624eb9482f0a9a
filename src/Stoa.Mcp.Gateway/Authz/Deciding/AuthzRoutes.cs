using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Deciding;

/// <summary>Finds the MCP endpoint that a path belongs to.</summary>
internal sealed class AuthzRoutes(IOptions<AuthzOptions> options)
{
    private static readonly AuthzRoute Everything = new(null, UpstreamValidatesHeaders: false);

    // The longest path first: what lies below another is another.
    private readonly (string Path, AuthzRoute Route)[] _routes =
    [
        .. options.Value.Routes
            .OrderByDescending(route => route.Path.Length)
            .Select(route => (route.Path, new AuthzRoute(route.Server, route.UpstreamValidatesHeaders))),
    ];

    public AuthzRoute? Find(string path, out EdgeRefusal? refusal)
    {
        refusal = null;
        if (!PlainPath.Is(path))
        {
            refusal = new EdgeRefusal(
                StatusCodes.Status400BadRequest, GovernanceCode.InvalidRequest,
                "The path must be plain: no escapes, no empty or dot segments.",
                "The path has several spellings, and the upstream might read another than the peer does.");
            return null;
        }

        if (_routes.Length == 0)
        {
            return Everything;
        }

        foreach (var (root, route) in _routes)
        {
            if (PlainPath.IsWithin(root, path))
            {
                return route;
            }
        }

        refusal = new EdgeRefusal(
            StatusCodes.Status404NotFound, GovernanceCode.InvalidRequest,
            "No MCP server is served at this path.", "The path is within none of Stoa:Gateway:Authz:Routes.");
        return null;
    }
}
