using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Gateway.Authz.Deciding;
using Stoa.Mcp.Gateway.Authz.Grpc.Auth;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Grpc;

/// <summary>
/// Envoy's <c>ext_authz</c> over gRPC. A question that cannot be read is answered with a denial rather than a failed call, since an Envoy may be set
/// to let requests pass where the call fails.
/// </summary>
internal sealed class CheckEndpoint(AuthzPeers peers, AuthzDecider decider, CheckResponses responses, IOptions<HttpEdgeOptions> edge)
{
    /// <summary>Service and method.</summary>
    public const string Path = "/envoy.service.auth.v3.Authorization/Check";

    // Headers, and the field tags around them, besides the body.
    private const int Headers = 128 * 1024;

    private static readonly EdgeRefusal Unreadable = new(
        StatusCodes.Status400BadRequest, GovernanceCode.InvalidRequest, "The authorization request cannot be read.",
        "The peer's CheckRequest cannot be read, or tells no HTTP request, or tells two bodies.");

    public async Task InvokeAsync(HttpContext asking)
    {
        if (!UnaryMessage.IsGrpc(asking.Request))
        {
            asking.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        if (peers.Check(asking) is { } stranger)
        {
            await AnswerAsync(asking, await decider.RefuseAsync(asking, stranger));
            return;
        }

        var (body, refusal) = await BodyReader.ReadAsync(asking, edge.Value.MaxBodyBytes + Headers);
        if (refusal is not null)
        {
            await AnswerAsync(asking, await decider.RefuseAsync(asking, refusal));
            return;
        }

        await CheckAsync(asking, body);
    }

    private async Task CheckAsync(HttpContext asking, byte[] body)
    {
        var framing = UnaryMessage.TryUnframe(body, out var message);
        if (framing == GrpcStatus.Unimplemented)
        {
            await decider.RefuseAsync(asking, Unreadable);
            UnaryMessage.Fail(asking, framing, "Compressed messages are not supported.");
            return;
        }

        var request = framing == GrpcStatus.Ok ? Parse(message) : null;
        await AnswerAsync(asking, request is null
            ? await decider.RefuseAsync(asking, Unreadable)
            : await decider.DecideAsync(request, asking));
    }

    private static AskedRequest? Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            return CheckRequests.Read(CheckRequest.Parser.ParseFrom(message.Span));
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private Task AnswerAsync(HttpContext asking, AuthzDecision decision) => UnaryMessage.WriteAsync(asking, responses.Of(decision));
}
