using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Authz.Answering;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Gateway.Authz.Deciding;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Endpoints;

/// <summary>nginx's <c>auth_request</c>: a GET with the client's headers and no body, where nginx says what the request is in two headers of its own.</summary>
internal sealed class AuthRequestEndpoint(AuthzPeers peers, AuthzDecider decider)
{
    private const string MethodHeader = "X-Original-Method";
    private const string TargetHeader = "X-Original-URI";

    private static readonly EdgeRefusal Untold = new(
        StatusCodes.Status400BadRequest, GovernanceCode.InvalidRequest, "The request was not told in full.",
        $"nginx must set {MethodHeader} ($request_method) and {TargetHeader} ($request_uri), each once.");

    public async Task InvokeAsync(HttpContext asking) => AuthzHttpWriter.WriteForNginx(asking, await DecideAsync(asking));

    private async Task<AuthzDecision> DecideAsync(HttpContext asking)
    {
        if (peers.Check(asking) is { } stranger)
        {
            return await decider.RefuseAsync(asking, stranger);
        }

        var headers = asking.Request.Headers;
        if (headers[MethodHeader] is not [{ } method] || headers[TargetHeader] is not [{ } target])
        {
            return await decider.RefuseAsync(asking, Untold);
        }

        var request = new AskedRequest
        {
            Method = method,
            Target = target,
            Headers = AskingHeaders.Of(asking, MethodHeader, TargetHeader),
            Scheme = asking.Request.Scheme,
        };
        return await decider.DecideAsync(request, asking);
    }
}
