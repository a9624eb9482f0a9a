namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>A log of decisions in OPA's format (<c>Stoa:Policy:DecisionLog</c>). It holds arguments in clear, but for what is masked.</summary>
public sealed class DecisionLogOptions
{
    /// <summary>File that decisions are appended to as JSON lines, relative to the content root. <value>required</value></summary>
    public string? File { get; set; }
}
