namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>A log of decisions in OPA's format (<c>Stoa:Policy:DecisionLog</c>). It holds arguments in clear, but for what is masked.</summary>
public sealed class DecisionLogOptions
{
    /// <summary>File that decisions are appended to as JSON lines, relative to the content root. <value>required</value></summary>
    public string? File { get; set; }

    /// <summary>
    /// JSON pointers (RFC 6901) at or below <c>/input</c> or <c>/result</c> to what is left out, besides what the policy masks. Beside a remote engine, whose policy cannot
    /// mask here, all arguments are left out where this is empty. <value>none</value>
    /// </summary>
    public IList<string> Erase { get; } = [];
}
