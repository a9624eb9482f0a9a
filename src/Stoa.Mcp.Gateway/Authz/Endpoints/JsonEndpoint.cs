using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Authz.Answering;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Gateway.Authz.Deciding;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Endpoints;

/// <summary>
/// STOA's <c>POST /authz</c>. The decision stands in the answer and in its status: 200 is a yes, else it is the status for the client, so that a
/// peer that looks at either gets it right.
/// </summary>
internal sealed class JsonEndpoint(
    AuthzPeers peers, AuthzJsonReader reader, AuthzDecider decider, AuthzJsonWriter writer, IOptions<AuthzOptions> options, IOptions<HttpEdgeOptions> edge)
{
    // A body told as text grows by what JSON escapes, and the headers come besides.
    private const int Headers = 128 * 1024;

    private static readonly EdgeRefusal FromPage = new(
        StatusCodes.Status403Forbidden, GovernanceCode.InvalidRequest, "Web pages may not ask for decisions.", "The question has an Origin header: it comes from a web page.");

    private static readonly EdgeRefusal NotJson = new(
        StatusCodes.Status415UnsupportedMediaType, GovernanceCode.InvalidRequest, "Content-Type must be application/json.", "The question's Content-Type is not application/json.");

    private static readonly EdgeRefusal Elsewhere = new(
        StatusCodes.Status404NotFound, GovernanceCode.InvalidRequest, "The path is not the one configured.", "The question's path leads here in another spelling than Stoa:Gateway:Authz:Path.");

    public async Task InvokeAsync(HttpContext asking)
    {
        var decision = await DecideAsync(asking);
        var json = writer.Write(decision);
        asking.Response.StatusCode = decision.Allowed ? StatusCodes.Status200OK : decision.Answer.StatusCode;
        asking.Response.ContentType = "application/json";
        asking.Response.ContentLength = json.Length;
        await asking.Response.Body.WriteAsync(json, asking.RequestAborted);
    }

    private async Task<AuthzDecision> DecideAsync(HttpContext asking)
    {
        if (peers.Check(asking) is { } stranger)
        {
            return await decider.RefuseAsync(asking, stranger);
        }

        if (FindFault(asking) is { } fault)
        {
            return await decider.RefuseAsync(asking, fault);
        }

        var (json, refusal) = await BodyReader.ReadAsync(asking, (2 * edge.Value.MaxBodyBytes) + Headers);
        var request = refusal is null ? reader.Read(json, peers.IsTrusted(asking), out refusal) : null;
        return request is null
            ? await decider.RefuseAsync(asking, refusal!)
            : await decider.DecideAsync(request, asking);
    }

    private EdgeRefusal? FindFault(HttpContext asking)
    {
        if (AskingTarget.Of(asking) != asking.Request.PathBase + options.Value.Path)
        {
            return Elsewhere;
        }

        return asking.Request.Headers.Origin.Count > 0 ? FromPage
            : asking.Request.HasJsonContentType() ? null
            : NotJson;
    }
}
