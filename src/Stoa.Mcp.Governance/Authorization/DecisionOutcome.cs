namespace Stoa.Mcp.Governance.Authorization;

/// <summary>What a policy's values come to, before obligations.</summary>
internal enum DecisionOutcome
{
    /// <summary>The target answers as one that does not exist.</summary>
    Hidden,

    /// <summary>A reason speaks against it.</summary>
    Denied,

    /// <summary>Nothing speaks against it, and nothing allows it.</summary>
    NotAllowed,

    /// <summary>It may run, where its obligations can be met.</summary>
    Permitted,
}
