namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>Whether a log took an entry.</summary>
internal enum AppendResult
{
    /// <summary>The disk cannot be written, or the log is not running.</summary>
    Unavailable,

    /// <summary>Too many entries wait for the disk.</summary>
    Full,

    /// <summary>Taken.</summary>
    Accepted,
}
