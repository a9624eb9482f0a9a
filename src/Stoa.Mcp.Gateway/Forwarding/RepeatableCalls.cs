using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>Calls of which a second attempt does no harm: nothing is changed, or the tool says that doing it twice is doing it once.</summary>
internal static class RepeatableCalls
{
    public static bool Has(GovernedCall call) => call.Operation switch
    {
        "tools/call" => call.Metadata is { Access: ToolAccess.Read } or { Idempotent: true },
        "prompts/get" or "resources/read" or "completion/complete" or "server/discover" or "ping" => true,
        _ => ListShape.Of(call.Operation) is not null,
    };
}
