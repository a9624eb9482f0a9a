using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Makes governed calls of messages that were read, the same for every transport.</summary>
internal sealed class CallFactory(IOptions<GovernanceOptions> options, ITargetCatalog catalog, TimeProvider time)
{
    private readonly string _server = options.Value.Server;
    private readonly string _environment = options.Value.Environment;

    /// <param name="message">The message.</param>
    /// <param name="transport">How it arrived.</param>
    /// <param name="server">Name of the server it is for; null for the configured one.</param>
    public GovernedCall Create(McpMessage message, TransportFacts transport, string? server = null)
    {
        var now = time.GetUtcNow();
        return new()
        {
            DecisionId = DecisionIds.New(now),
            MessageKind = message.Kind,
            Operation = message.Method ?? "response",
            IsKnownOperation = message.Known || message.Method is null,
            Target = message.Target,
            RequestId = message.IdText,
            Transport = transport,
            Server = server ?? _server,
            ServerEnvironment = _environment,
            ReceivedAt = now,
            ReceivedTimestamp = time.GetTimestamp(),
            Arguments = message.Arguments,
            RequestState = message.RequestState,
            ResourceUris = message.ResourceUris,
            TaskHandles = message.TaskHandles,
            Malformed = MalformedAs(message, transport.ProtocolVersion),
            Metadata = catalog.Find(message.Target),
        };
    }

    public GovernedCall CreateWithoutMessage(McpMessageKind kind, string operation, string? requestId, TransportFacts transport, string? server = null)
    {
        var now = time.GetUtcNow();
        return new()
        {
            DecisionId = DecisionIds.New(now),
            MessageKind = kind,
            Operation = operation,
            IsKnownOperation = true,
            Target = GovernedTarget.Server,
            RequestId = requestId,
            Transport = transport,
            Server = server ?? _server,
            ServerEnvironment = _environment,
            ReceivedAt = now,
            ReceivedTimestamp = time.GetTimestamp(),
        };
    }

    private static GovernanceCode? MalformedAs(McpMessage message, string? version) => message switch
    {
        { IsRequestMethodWithoutId: true } => GovernanceCode.InvalidRequest,
        // The handshake is about the revision, so no revision decides on it here.
        { RequestedVersion: null } when !message.ExistsIn(version) => GovernanceCode.MethodNotFound,
        { ParametersRefusal: { } refusal } => refusal.Code,
        { HasUnusualName: true } => GovernanceCode.NotVisible,
        _ => null,
    };
}
