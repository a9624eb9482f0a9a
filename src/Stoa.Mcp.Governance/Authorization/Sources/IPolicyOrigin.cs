namespace Stoa.Mcp.Governance.Authorization.Sources;

/// <summary>Where a host's policy comes from.</summary>
internal interface IPolicyOrigin : IDisposable
{
    /// <summary>Folder, file or address, for messages.</summary>
    string Name { get; }

    /// <summary>The folder in which changes are noticed, or null where there is only polling.</summary>
    string? Watched { get; }

    /// <summary>Reads it.</summary>
    /// <returns>What it is now, or null where it is still what the last successful reading gave.</returns>
    /// <exception cref="PolicyLoadException">It cannot be read.</exception>
    Task<PolicySources?> ReadAsync(CancellationToken cancellationToken);
}
