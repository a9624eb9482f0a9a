using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stoa.Mcp.Gateway.Authz.Endpoints;

/// <summary>The target of a question as it stood on the wire, before this server brought it into its own form.</summary>
internal static class AskingTarget
{
    public static string Of(HttpContext asking) => asking.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
}
