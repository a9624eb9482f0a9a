namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>Decides by a server that speaks OPA's REST Data API (<c>Stoa:Policy:OpaServer</c>).</summary>
public sealed class OpaServerOptions : RemotePolicyOptions
{
    /// <summary>The document that is asked for, as it stands in the address. <value><c>stoa/authz</c></value></summary>
    public string Path { get; set; } = "stoa/authz";

    /// <summary>
    /// Whether the document has a rule <c>visible</c>. Where it has, undefined is hidden; with false, what may be called without arguments is visible. <value>true</value>
    /// </summary>
    public bool HasVisible { get; set; } = true;

    /// <summary>
    /// A document that answers <c>{"inputs": […]}</c> with a list of booleans in the same order. Lists are then one question, not one for each item. <value>unset</value>
    /// </summary>
    public string? VisibleBatchPath { get; set; }

    /// <summary>Whether questions of 1 KiB and more are sent compressed by gzip. Compressed answers are always taken. <value>false</value></summary>
    public bool Compress { get; set; }
}
