using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Quotas;

/// <summary>The lease of a call that no rule counts.</summary>
internal sealed class NoQuotaLease : IQuotaLease
{
    private NoQuotaLease()
    {
    }

    public static NoQuotaLease Instance { get; } = new();

    /// <inheritdoc />
    public QuotaState? State => null;

    /// <inheritdoc />
    public int Charged => 0;

    /// <inheritdoc />
    public void Complete()
    {
    }

    /// <inheritdoc />
    public void GiveBack()
    {
    }
}
