using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Who a session or a connection belongs to: the call that opened it.</summary>
internal sealed class SessionOwner(GovernedCall opened)
{
    private SeenLists? _lists;

    public GovernedCall Opened { get; } = opened;

    /// <summary>What the owner of a session knows of the lists.</summary>
    public SeenLists Lists => LazyInitializer.EnsureInitialized(ref _lists, static () => new SeenLists());

    public Caller Caller => Opened.Caller!;

    public string Tenant => Opened.Tenant!;

    public bool Is(Caller caller, string tenant) =>
        Caller.Subject == caller.Subject && Caller.Issuer == caller.Issuer && Caller.Agent == caller.Agent && Tenant == tenant;
}
