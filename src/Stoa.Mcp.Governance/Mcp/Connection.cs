namespace Stoa.Mcp.Governance.Mcp;

/// <summary>One server instance's filters, as far as they share anything: who spoke last. Exact for a pipe and for a stateless request.</summary>
internal sealed class Connection
{
    public SessionOwner? Owner { get; set; }
}
