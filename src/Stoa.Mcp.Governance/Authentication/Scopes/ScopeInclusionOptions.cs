namespace Stoa.Mcp.Governance.Authentication.Scopes;

/// <summary>A scope that stands for others (<c>Stoa:Authentication:ScopeHierarchy</c>), whoever issued it.</summary>
public sealed class ScopeInclusionOptions
{
    /// <summary>The scope: <c>stoa:admin</c>.</summary>
    /// <value>required</value>
    public string Scope { get; set; } = "";

    /// <summary>The scopes that whoever holds it holds too, and in turn those that they include.</summary>
    /// <value>at least one</value>
    public IList<string> Includes { get; set; } = [];
}
