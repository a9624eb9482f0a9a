using System.Diagnostics.CodeAnalysis;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>A message, or why there is none. The default value is neither.</summary>
internal readonly struct McpReadResult
{
    internal McpReadResult(McpMessage message) => Message = message;

    internal McpReadResult(MessageRefusal refusal) => Refusal = refusal;

    /// <summary>The message, or null.</summary>
    public McpMessage? Message { get; }

    /// <summary>Why the body is refused, or null.</summary>
    public MessageRefusal? Refusal { get; }

    /// <summary>Whether there is a message.</summary>
    [MemberNotNullWhen(true, nameof(Message))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Message is not null;
}
