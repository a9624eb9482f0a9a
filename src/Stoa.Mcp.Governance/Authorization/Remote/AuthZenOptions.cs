namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>Decides by a policy decision point that speaks the AuthZEN Authorization API 1.0 (<c>Stoa:Policy:AuthZen</c>).</summary>
public sealed class AuthZenOptions : RemotePolicyOptions
{
    /// <summary>Where one question is asked. <value><c>/access/v1/evaluation</c></value></summary>
    public string EvaluationPath { get; set; } = "/access/v1/evaluation";

    /// <summary>Where several are asked at once. <value><c>/access/v1/evaluations</c></value></summary>
    public string EvaluationsPath { get; set; } = "/access/v1/evaluations";

    /// <summary>Whether several questions are asked at once; with false, each by itself. <value>true</value></summary>
    public bool Batch { get; set; } = true;

    /// <summary>Name of the action by which is asked whether a target may be seen. <value><c>see</c></value></summary>
    public string SeeAction { get; set; } = "see";
}
