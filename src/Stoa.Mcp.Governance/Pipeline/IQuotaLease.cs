namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What one call took from its quotas. Ended exactly once, by either method; the second call does nothing.</summary>
public interface IQuotaLease
{
    /// <summary>The tightest rule after this call, or null where no rule applies.</summary>
    QuotaState? State { get; }

    /// <summary>Units charged.</summary>
    int Charged { get; }

    /// <summary>Ends the call and keeps its charge; a concurrency permit is given back.</summary>
    void Complete();

    /// <summary>Ends the call as if it had never been made: charge and permits are given back.</summary>
    void GiveBack();
}
