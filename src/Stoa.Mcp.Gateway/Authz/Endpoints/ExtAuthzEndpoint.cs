using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Authz.Answering;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Gateway.Authz.Deciding;
using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Gateway.Authz.Endpoints;

/// <summary>
/// Envoy's <c>ext_authz</c> over HTTP: the client's own request, with the path behind a prefix and, where Envoy is told to, the body. 200 is a yes,
/// anything else is what the client gets.
/// </summary>
internal sealed class ExtAuthzEndpoint(
    AuthzPeers peers, AuthzDecider decider, AuthzHttpWriter writer, IOptions<AuthzOptions> options, IOptions<HttpEdgeOptions> edge)
{
    private readonly string _prefix = options.Value.ExtAuthzPath;

    public async Task InvokeAsync(HttpContext asking) => await writer.WriteAsync(asking, await DecideAsync(asking));

    private async Task<AuthzDecision> DecideAsync(HttpContext asking)
    {
        if (peers.Check(asking) is { } stranger)
        {
            return await decider.RefuseAsync(asking, stranger);
        }

        var (body, refusal) = await BodyReader.ReadAsync(asking, edge.Value.MaxBodyBytes);
        return refusal is not null
            ? await decider.RefuseAsync(asking, refusal)
            : await decider.DecideAsync(Read(asking, body), asking);
    }

    private AskedRequest Read(HttpContext asking, byte[] body)
    {
        var target = AskingTarget.Of(asking);
        return new AskedRequest
        {
            Method = asking.Request.Method,
            Target = target.StartsWith(_prefix, StringComparison.Ordinal) ? target[_prefix.Length..] : "",
            Headers = AskingHeaders.Of(asking),
            Body = body.Length == 0 ? null : body,
            Scheme = asking.Request.Scheme,
        };
    }
}
