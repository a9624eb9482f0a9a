namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>The callers of a probe server.</summary>
internal static class ProbeKeys
{
    /// <summary>Tenant acme, which is granted everything.</summary>
    public const string Alice = "alice";

    /// <summary>Another caller of acme.</summary>
    public const string Ann = "ann";

    /// <summary>Tenant globex, which is granted what is named after it.</summary>
    public const string Bob = "bob";

    /// <summary>A tenant without grants.</summary>
    public const string Nil = "nil";

    /// <summary>A key whose record names no tenant.</summary>
    public const string Stray = "stray";

    /// <summary>A key that nobody has.</summary>
    public const string Unknown = "unknown";
}
