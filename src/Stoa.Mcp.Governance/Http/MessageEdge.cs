using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>Reads the one message of a POST: media types, size, strict JSON-RPC, headers that repeat the body.</summary>
internal sealed class MessageEdge(IOptions<HttpEdgeOptions> options, IOptions<McpMessageLimits> limits, ITargetCatalog catalog)
{
    private readonly HttpEdgeOptions _options = options.Value;
    private readonly McpMessageLimits _limits = limits.Value;

    public async ValueTask<EdgeReading> ReadAsync(HttpContext context, HeaderTraits headers)
    {
        if (ContentRules.Check(context.Request) is { } content)
        {
            return EdgeReading.Refused(content, []);
        }

        var (body, unreadable) = await BodyReader.ReadAsync(context, _options.MaxBodyBytes);
        if (unreadable is not null)
        {
            return EdgeReading.Refused(unreadable, []);
        }

        var read = McpMessageReader.Read(body, _limits);
        if (!read.Succeeded)
        {
            return Refused(read.Refusal, body);
        }

        // Headers that repeat arguments wait until the tool is known to be visible: its schema would tell it from one that does not exist.
        return StandardHeaders.Check(context.Request.Headers, headers, read.Message, default, _options.ProtocolFloor, out var version) is { } refusal
            ? Refused(refusal, body)
            : new EdgeReading(read.Message, body, version, null, null) { Headers = headers };
    }

    /// <summary>The checks of a GET or DELETE, which carries no message. Null where there is nothing to refuse.</summary>
    public EdgeRefusal? CheckWithoutMessage(HttpContext context, HeaderTraits headers) =>
        StandardHeaders.CheckWithoutMessage(context.Request.Headers, headers, _options.ProtocolFloor, out _) is { } refusal ? Refusal(refusal) : null;

    /// <summary>For a call that was admitted: the headers that repeat its arguments. Null where they agree.</summary>
    public MessageRefusal? CheckParameterHeaders(HttpContext context, GovernedCall call, EdgeReading read) => StandardHeaders.CheckParameters(
        context.Request.Headers, read.Headers, read.Message!, call.Metadata.Known ? catalog.InputSchemaOf(call.Target) : default, read.Version);

    /// <summary>The message to a hidden target as it is handed on, and its bytes.</summary>
    public (McpMessage Message, byte[] Body) Mask(HttpRequest request, GovernedCall call, byte[] body)
    {
        var masked = MaskedName.Apply(request, call, body);
        var read = McpMessageReader.Read(masked, _limits);
        return (read.Message ?? throw new InvalidOperationException("A masked message cannot be read back."), masked);
    }

    /// <summary>The decision that a refused message comes to.</summary>
    public static GovernanceDecision Decide(MessageRefusal refusal) => Refusal(refusal).ToDecision();

    private static EdgeReading Refused(MessageRefusal refusal, byte[] body) => EdgeReading.Refused(Refusal(refusal), body, refusal.IdText);

    private static EdgeRefusal Refusal(MessageRefusal refusal) =>
        new(StatusCodes.Status400BadRequest, refusal.Code, refusal.PublicMessage, refusal.Reason)
        {
            SupportedVersions = refusal.SupportedVersions ?? [],
            RequestedVersion = refusal.RequestedVersion,
        };
}
