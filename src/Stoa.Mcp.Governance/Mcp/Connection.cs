namespace Stoa.Mcp.Governance.Mcp;

/// <summary>One server instance's filters, as far as they share anything: who spoke last. Exact for a pipe and for a stateless request.</summary>
internal sealed class Connection
{
    private SeenLists? _lists;

    public SessionOwner? Owner { get; set; }

    /// <summary>What the owner of a connection without a session knows of the lists.</summary>
    public SeenLists Lists => LazyInitializer.EnsureInitialized(ref _lists, static () => new SeenLists());
}
