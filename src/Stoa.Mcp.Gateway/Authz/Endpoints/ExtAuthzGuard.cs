using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Authz.Answering;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Gateway.Authz.Deciding;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Endpoints;

/// <summary>
/// Stands before routing. Under Envoy's prefix the client chooses the path, and this server takes dot segments out of it: asked about
/// <c>/ext-authz/../health</c> it would say 200 for <c>/health</c>, which Envoy reads as a yes.
/// </summary>
internal sealed class ExtAuthzGuard(IOptions<AuthzOptions> options, AuthzDecider decider, AuthzHttpWriter writer) : IStartupFilter
{
    private static readonly EdgeRefusal Ambiguous = new(
        StatusCodes.Status400BadRequest, GovernanceCode.InvalidRequest,
        "The path must be plain: no escapes, no empty or dot segments.", "The path under Stoa:Gateway:Authz:ExtAuthzPath has several spellings.");

    private readonly string _prefix = options.Value.ExtAuthzPath;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(inner => context => IsAmbiguous(context) ? RefuseAsync(context) : inner(context));
        next(app);
    };

    private bool IsAmbiguous(HttpContext context)
    {
        if (_prefix.Length == 0)
        {
            return false;
        }

        var path = PlainPath.Of(AskingTarget.Of(context));
        return PlainPath.IsWithin(_prefix, path, StringComparison.OrdinalIgnoreCase) && !PlainPath.Is(path);
    }

    private async Task RefuseAsync(HttpContext context) => await writer.WriteAsync(context, await decider.RefuseAsync(context, Ambiguous));
}
