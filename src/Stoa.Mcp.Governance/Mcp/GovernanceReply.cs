using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>The answer to a refused call, for any transport.</summary>
/// <param name="HttpStatus">The HTTP status, over HTTP.</param>
/// <param name="Message">The JSON-RPC answer; null where none is owed.</param>
/// <param name="HasCaseOfItsOwn">Whether the answer is HTTP's own (401, 403, 429, 4xx of the edge) and so plain JSON, not an MCP answer in an event stream.</param>
internal sealed record GovernanceReply(int HttpStatus, JsonRpcMessageWithId? Message, bool HasCaseOfItsOwn);
