namespace Stoa.Trail;

/// <summary>The chains of a trail.</summary>
public static class TrailStreams
{
    /// <summary>Every call of a known tenant, and what happens to the trail itself.</summary>
    public const string Audit = "audit";

    /// <summary>Refusals before a tenant was known, bounded in number and size.</summary>
    public const string Refusals = "refusals";
}
