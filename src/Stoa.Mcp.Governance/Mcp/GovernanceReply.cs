using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>The answer to a refused call, for any transport.</summary>
/// <param name="HttpStatus">The HTTP status, over HTTP.</param>
/// <param name="Message">The JSON-RPC answer; null where none is owed.</param>
/// <param name="IsPlainHttp">Whether it is HTTP that answers (401, 403, 429, the edge), in plain JSON, and not MCP, in an event stream.</param>
internal sealed record GovernanceReply(int HttpStatus, JsonRpcMessageWithId? Message, bool IsPlainHttp);
