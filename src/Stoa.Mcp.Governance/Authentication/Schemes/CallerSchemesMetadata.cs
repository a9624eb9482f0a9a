namespace Stoa.Mcp.Governance.Authentication.Schemes;

/// <summary>What an endpoint asks for, beyond <c>Stoa:Authentication:Require</c>.</summary>
internal sealed class CallerSchemesMetadata(SchemeRequirement requirement)
{
    public SchemeRequirement Requirement { get; } = requirement;
}
