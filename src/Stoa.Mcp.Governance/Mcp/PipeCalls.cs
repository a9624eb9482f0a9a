using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Messages of stdio and in-memory transports: read as strictly as any, decided for the configured local identity.</summary>
internal sealed class PipeCalls(GovernancePipeline pipeline, CallFactory calls, IOptions<McpMessageLimits> limits)
{
    /// <summary><see cref="TransportFacts.Kind"/> of what arrives here.</summary>
    public const string TransportKind = "pipe";

    private static readonly PresentedCredentials Local = new() { IsLocal = true };

    public async ValueTask<GovernedCall?> AdmitAsync(MessageContext context, CancellationToken cancellationToken)
    {
        var bytes = SameMessage.Write(context.JsonRpcMessage).WrittenMemory;
        var read = McpMessageReader.Read(bytes, limits.Value);
        var facts = Facts(context, read.Message, bytes.Length);
        if (read.Refusal is { } refusal)
        {
            var unread = calls.CreateWithoutMessage(KindOf(context.JsonRpcMessage), "unread", refusal.IdText, facts);
            unread.Decision = new GovernanceDecision
            {
                Code = refusal.Code,
                Step = "edge",
                PublicMessage = refusal.PublicMessage,
                Reasons = [refusal.Reason],
            };
            return unread;
        }

        var call = calls.Create(read.Message!, facts);
        call.Metadata = new PrimitiveCatalog(context.Server.ServerOptions).Find(call.Target);
        await pipeline.AdmitAsync(call, Local, cancellationToken);
        return call;
    }

    private static TransportFacts Facts(MessageContext context, McpMessage? message, int bytes) => new()
    {
        Kind = TransportKind,
        ProtocolVersion = context.JsonRpcMessage.Context?.ProtocolVersion ?? context.Server.NegotiatedProtocolVersion ?? message?.RequestedVersion,
        SessionId = context.Server.SessionId,
        RequestBytes = bytes,
        ClientName = message?.ClientName ?? context.Server.ClientInfo?.Name,
        ClientVersion = message?.ClientVersion ?? context.Server.ClientInfo?.Version,
        TraceId = System.Diagnostics.Activity.Current?.TraceId.ToHexString(),
    };

    private static McpMessageKind KindOf(JsonRpcMessage message) => message switch
    {
        JsonRpcRequest => McpMessageKind.Request,
        JsonRpcNotification => McpMessageKind.Notification,
        _ => McpMessageKind.Response,
    };
}
