namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>Decides by a policy decision point that speaks the AuthZEN Authorization API 1.0 (<c>Stoa:Policy:AuthZen</c>).</summary>
public sealed class AuthZenOptions : RemotePolicyOptions
{
    /// <summary>Where one question is asked. <value><c>/access/v1/evaluation</c></value></summary>
    public string EvaluationPath { get; set; } = "/access/v1/evaluation";

    /// <summary>Where several are asked at once. <value><c>/access/v1/evaluations</c></value></summary>
    public string EvaluationsPath { get; set; } = "/access/v1/evaluations";

    /// <summary>
    /// Whether both addresses are read from the decision point's metadata instead (AuthZEN Authorization API 1.0, "Policy Decision Point Metadata"); <c>Url</c> is
    /// then its identifier, exactly. <value>false</value>
    /// </summary>
    public bool Discover { get; set; }

    /// <summary>Whether several questions are asked at once; with false, each by itself. <value>true</value></summary>
    public bool Batch { get; set; } = true;

    /// <summary>How a message becomes a question. <value><see cref="AuthZenMapping.Coaz"/></value></summary>
    public AuthZenMapping Mapping { get; set; } = AuthZenMapping.Coaz;

    /// <summary>File with mappings of yours by the name of their tool, which stand above those of the tools; relative to the content root. <value>unset</value></summary>
    public string? MappingsFile { get; set; }

    /// <summary>
    /// Whether is asked what a caller may see. With false, whoever may list sees all, a denial hides nothing, and a call is one question. <value>true</value>
    /// </summary>
    public bool AskVisibility { get; set; } = true;

    /// <summary>Name of the action by which is asked whether a target may be seen. <value><c>see</c></value></summary>
    public string SeeAction { get; set; } = "see";
}
