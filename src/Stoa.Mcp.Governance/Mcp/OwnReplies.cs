using System.Runtime.CompilerServices;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Marks messages that governance itself sends, so that the outgoing filter tells them from answers that no decision covers.</summary>
internal sealed class OwnReplies
{
    private readonly ConditionalWeakTable<JsonRpcMessage, OwnReplies> _messages = [];

    public void Add(JsonRpcMessage message) => _messages.Add(message, this);

    public bool Contains(JsonRpcMessage message) => _messages.TryGetValue(message, out _);
}
