using Stoa.Rego.Syntax;

namespace Stoa.Rego.Bundles;

/// <summary>Makes a bundle of its files.</summary>
/// <remarks>1 the signature. 2 the manifest. 3 data. 4 modules. Each is looked at only where the ones before are in order.</remarks>
internal static class BundleReading
{
    /// <exception cref="RegoBundleException">The files are no bundle, or not signed as they must be.</exception>
    /// <exception cref="RegoException">A module is not Rego v1.</exception>
    public static RegoBundle Read(string name, IReadOnlyList<BundleFile> files, RegoBundleOptions options)
    {
        var isVerified = CheckSignature(name, files, options); // 1
        if (files.Any(file => file.Path == BundleFile.Patch))
        {
            throw new RegoBundleException(name, $"this is a bundle of changes ({BundleFile.Patch}), which is not supported; load the whole bundle");
        }

        var manifest = BundleManifest.Read(files.FirstOrDefault(file => file.Path == BundleFile.Manifest)); // 2
        var data = Data(name, files, manifest.Roots); // 3
        var sources = files.Where(file => file.IsModule).Select(file => new RegoSource(file.Name, FileText.Of(file))).ToList();
        var modules = Parse(sources); // 4
        foreach (var module in modules.Where(module => !manifest.Roots.Own(module.Package.Path)))
        {
            throw new RegoBundleException(module.File, $"the package {string.Join('.', module.Package.Path)} is outside the bundle's roots, {Listed(manifest.Roots)}");
        }

        return new RegoBundle(name, manifest, data, sources, modules, isVerified);
    }

    /// <summary>Parses all, and gathers the errors of all.</summary>
    public static IReadOnlyList<Module> Parse(IReadOnlyList<RegoSource> sources)
    {
        var modules = new List<Module>(sources.Count);
        var errors = new List<RegoError>();
        foreach (var source in sources)
        {
            try
            {
                modules.Add(RegoParser.ParseModule(source.File, source.Text));
            }
            catch (RegoException error)
            {
                errors.AddRange(error.Errors);
            }
        }

        return errors.Count == 0 ? modules : throw new RegoException(errors);
    }

    private static bool CheckSignature(string name, IReadOnlyList<BundleFile> files, RegoBundleOptions options)
    {
        if (options.Verification is not null)
        {
            new BundleSignature(name, options.Verification).Verify(files);
            return true;
        }

        return !options.IgnoreSignatures && files.FirstOrDefault(file => file.Path == BundleFile.Signatures) is { } signatures
            ? throw new RegoBundleException(signatures.Name, "the bundle is signed, and there is no key to verify it with; give Verification, or set IgnoreSignatures")
            : false;
    }

    private static RegoObject Data(string name, IReadOnlyList<BundleFile> files, BundleRoots roots)
    {
        var tree = new DataTree();
        foreach (var file in files.Where(file => file.IsData))
        {
            tree.Add(file);
        }

        var data = tree.Build();
        return data.Count > 0 && roots.FindForeign(data) is { } foreign
            ? throw new RegoBundleException(name, $"the data at {RegoString.Of(foreign)} is outside the bundle's roots, {Listed(roots)}")
            : data;
    }

    private static string Listed(BundleRoots roots) => string.Join(", ", roots.Names.Select(root => RegoString.Of(root).ToString()));
}
