namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// What a message may hold at most before it is refused. Lengths are in UTF-16 units after unescaping unless said otherwise.
/// The size of the whole body is limited while it is read, before any of this.
/// </summary>
public sealed class McpMessageLimits
{
    /// <summary>Objects and arrays inside one another, the message itself counted; from 8 to 64. <value>32</value></summary>
    public int MaxDepth { get; set; } = 32;

    /// <summary>Length of a string id (JSON-RPC 2.0, section 4); from 1 to 1024. <value>128</value></summary>
    public int MaxIdLength { get; set; } = 128;

    /// <summary>Length of a method; from 32 to 1024. <value>128</value></summary>
    public int MaxMethodLength { get; set; } = 128;

    /// <summary>Length of a number's text, sign and exponent included; from 16 to 1024. <value>32</value></summary>
    public int MaxNumberLength { get; set; } = 32;

    /// <summary>Length of a tool or prompt name; from 1 to 1024. <value>128</value></summary>
    public int MaxNameLength { get; set; } = 128;

    /// <summary>Length of a resource URI or URI template; from 64 to 65536. <value>2048</value></summary>
    public int MaxUriLength { get; set; } = 2048;

    /// <summary>Length of a task handle; from 16 to 4096. <value>256</value></summary>
    public int MaxTaskIdLength { get; set; } = 256;

    /// <summary>Keys of one object; from 64 to 65536. <value>4096</value></summary>
    public int MaxKeysPerObject { get; set; } = 4096;

    /// <summary>Resource URIs that one <c>subscriptions/listen</c> may name; from 1 to 65536. <value>256</value></summary>
    public int MaxSubscriptions { get; set; } = 256;

    /// <summary>Characters of tool names. A name outside them is answered as an unknown tool. <value><see cref="NameCharacters.Strict"/></value></summary>
    public NameCharacters ToolNameCharacters { get; set; } = NameCharacters.Strict;
}
