namespace Stoa.Mcp.Governance.Tenancy;

/// <summary>For whom callers may act (<c>Stoa:Tenancy</c>).</summary>
public sealed class TenancyOptions
{
    /// <summary>
    /// Whether a tenant must be declared by a <c>Tenant</c> resource even while none is declared at all. As soon as one is, every tenant
    /// must be, whatever this says.
    /// </summary>
    /// <value>true</value>
    public bool RequireDeclared { get; set; } = true;
}
