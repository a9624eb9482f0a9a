namespace Stoa.Mcp.Governance.Auditing.Records;

/// <summary>Why a segment is begun.</summary>
internal enum OpeningReason
{
    /// <summary>The process has started.</summary>
    Start,

    /// <summary>The segment before was full, or old.</summary>
    Rotation,

    /// <summary>The disk takes entries again.</summary>
    Recovery,
}
