using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Authz.Deciding;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Answering;

/// <summary>Answers peers that read the decision off the HTTP status itself.</summary>
internal sealed class AuthzHttpWriter(UpstreamHeaders upstream)
{
    /// <summary>Where nginx finds the status of a denial that it has no way to pass on.</summary>
    public const string StatusHeader = "X-Stoa-Status";

    /// <summary>Where it finds the name of the code.</summary>
    public const string CodeHeader = "X-Stoa-Code";

    // Envoy takes these out of the request after it has set the others.
    private const string EnvoyRemoves = "X-Envoy-Auth-Headers-To-Remove";

    /// <summary>Envoy: 200, or the denial as the client is to get it.</summary>
    public async Task WriteAsync(HttpContext asking, AuthzDecision decision)
    {
        var response = asking.Response;
        WriteHeaders(response, decision);
        response.StatusCode = decision.Allowed ? StatusCodes.Status200OK : decision.Answer.StatusCode;
        if (decision.Allowed)
        {
            response.Headers[EnvoyRemoves] = string.Join(", ", upstream.ToRemoveLast(UpstreamHeaders.ToSet(decision.Call)));
        }

        response.ContentLength = decision.Body.Length;
        await response.Body.WriteAsync(decision.Body, asking.RequestAborted);
    }

    /// <summary>nginx: 200, 401 or 403, which is all that <c>auth_request</c> tells apart; a denial's own status stands in a header.</summary>
    public static void WriteForNginx(HttpContext asking, AuthzDecision decision)
    {
        var response = asking.Response;
        WriteHeaders(response, decision);
        response.Headers.Remove("Content-Type");
        response.ContentLength = 0;
        if (decision.Allowed)
        {
            response.StatusCode = StatusCodes.Status200OK;
            return;
        }

        var status = decision.Answer.StatusCode;
        response.StatusCode = status == StatusCodes.Status401Unauthorized ? status : StatusCodes.Status403Forbidden;
        response.Headers[StatusHeader] = status.ToString(System.Globalization.CultureInfo.InvariantCulture);
        response.Headers[CodeHeader] = decision.Decision.Code.NameOf();
        response.Headers["X-Request-ID"] = decision.Call.DecisionId;
    }

    private static void WriteHeaders(HttpResponse response, AuthzDecision decision)
    {
        foreach (var (name, value) in AnswerHeaders.Of(decision))
        {
            response.Headers[name] = value;
        }

        foreach (var (name, value) in decision.Allowed ? UpstreamHeaders.ToSet(decision.Call) : [])
        {
            response.Headers[name] = value;
        }
    }
}
