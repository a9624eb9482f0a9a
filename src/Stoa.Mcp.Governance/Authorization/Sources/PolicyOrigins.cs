namespace Stoa.Mcp.Governance.Authorization.Sources;

/// <summary>Finds the origins that the options name.</summary>
internal static class PolicyOrigins
{
    /// <param name="options">The options.</param>
    /// <param name="root">What relative paths begin at.</param>
    /// <returns>The origins; none where the shipped policy decides alone.</returns>
    public static IReadOnlyList<IPolicyOrigin> Of(PolicyOptions options, string root)
    {
        var origins = new List<IPolicyOrigin>();
        if (options.Folder is { } folder)
        {
            origins.Add(new FolderOrigin(Path.GetFullPath(folder, root)));
        }

        if (options.Bundle is { } bundle)
        {
            origins.Add(BundleOrigin(bundle, options, root));
        }

        if (options.ArgumentRules is { } rules)
        {
            origins.Add(new ArgumentRulesOrigin(Path.GetFullPath(rules, root)));
        }

        return origins;
    }

    private static IPolicyOrigin BundleOrigin(string bundle, PolicyOptions options, string root)
    {
        var reader = new BundleReader(options, root);
        return PolicyAddress.TryParse(bundle, out var address)
            ? new BundleWebOrigin(address, options.BundleTokenFile is { } file ? Path.GetFullPath(file, root) : null, reader)
            : new BundleFileOrigin(Path.GetFullPath(bundle, root), reader);
    }
}
