namespace Stoa.Mcp.Sidecar.CommandLine;

/// <summary>What the process is asked to do.</summary>
internal enum SidecarTask
{
    /// <summary>Serve.</summary>
    Run,

    /// <summary>Say whether it could serve.</summary>
    Check,

    /// <summary>Print the schema of the configuration file.</summary>
    Schema,

    /// <summary>Print the version.</summary>
    Version,

    /// <summary>Print the options.</summary>
    Help,
}
