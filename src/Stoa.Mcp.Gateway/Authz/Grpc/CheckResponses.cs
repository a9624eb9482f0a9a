using System.Text;
using Stoa.Mcp.Gateway.Authz.Answering;
using Stoa.Mcp.Gateway.Authz.Deciding;
using Stoa.Mcp.Gateway.Authz.Grpc.Auth;
using Stoa.Mcp.Gateway.Authz.Grpc.Core;
using Stoa.Mcp.Gateway.Authz.Grpc.Type;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Grpc;

/// <summary>Tells a decision as a CheckResponse.</summary>
internal sealed class CheckResponses(UpstreamHeaders upstream)
{
    public CheckResponse Of(AuthzDecision decision) => decision.Allowed ? Allow(decision) : Deny(decision);

    private CheckResponse Allow(AuthzDecision decision)
    {
        var set = UpstreamHeaders.ToSet(decision.Call);
        return new CheckResponse
        {
            Status = new Rpc.Status { Code = (int)GrpcStatus.Ok },
            OkResponse = new OkHttpResponse
            {
                Headers = { set.Select(Replacing) },
                HeadersToRemove = { upstream.ToRemoveLast(set).Select(name => name.ToLowerInvariant()) },
                ResponseHeadersToAdd = { AnswerHeaders.Of(decision).Select(Replacing) },
            },
        };
    }

    private static CheckResponse Deny(AuthzDecision decision) => new()
    {
        Status = new Rpc.Status { Code = (int)StatusOf(decision.Decision.Code), Message = decision.Decision.Code.NameOf() },
        DeniedResponse = new DeniedHttpResponse
        {
            Status = new HttpStatus { Code = (StatusCode)decision.Answer.StatusCode },
            Headers = { AnswerHeaders.Of(decision).Select(Replacing) },
            Body = Encoding.UTF8.GetString(decision.Body.Span),
        },
    };

    // Said outright, since versions of Envoy differ in what they do where it is left out: a header of the client is replaced, not added to.
    private static HeaderValueOption Replacing((string Name, string Value) header) => new()
    {
        Header = new HeaderValue { Key = header.Name.ToLowerInvariant(), Value = header.Value },
        Append = false,
    };

    private static GrpcStatus StatusOf(GovernanceCode code) => code switch
    {
        GovernanceCode.Unauthenticated => GrpcStatus.Unauthenticated,
        GovernanceCode.QuotaExceeded => GrpcStatus.ResourceExhausted,
        < 0 => GrpcStatus.InvalidArgument,
        _ => GrpcStatus.PermissionDenied,
    };
}
