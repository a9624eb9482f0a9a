namespace Stoa.Mcp.Governance.Authorization.Sources;

/// <summary>Finds the origin that the options name.</summary>
internal static class PolicyOrigins
{
    /// <param name="options">The options.</param>
    /// <param name="root">What relative paths begin at.</param>
    /// <returns>The origin, or null where the shipped policy decides alone.</returns>
    public static IPolicyOrigin? Of(PolicyOptions options, string root)
    {
        if (options.Folder is { } folder)
        {
            return new FolderOrigin(Path.GetFullPath(folder, root));
        }

        if (options.Bundle is not { } bundle)
        {
            return null;
        }

        var reader = new BundleReader(options, root);
        return PolicyAddress.TryParse(bundle, out var address)
            ? new BundleWebOrigin(address, options.BundleTokenFile is { } file ? Path.GetFullPath(file, root) : null, reader)
            : new BundleFileOrigin(Path.GetFullPath(bundle, root), reader);
    }
}
