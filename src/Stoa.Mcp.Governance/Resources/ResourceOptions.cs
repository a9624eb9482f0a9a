namespace Stoa.Mcp.Governance.Resources;

/// <summary>Where tenants and grants are declared: section <c>Stoa:Resources</c>.</summary>
public sealed class ResourceOptions
{
    /// <summary>
    /// Folder with the resource files, absolute or relative to the content root. Read with all folders below it.
    /// <value>Unset: nothing is declared, so every call is denied.</value>
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>
    /// How often the files are compared by content, besides the file system's own notices, which network and container
    /// mounts may not give. From 1 second to 1 day.
    /// <value>5 seconds</value>
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Path of the section that these were read from, for messages.</summary>
    internal string Section { get; set; } = "Stoa:Resources";
}
