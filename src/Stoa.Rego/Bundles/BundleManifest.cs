namespace Stoa.Rego.Bundles;

/// <summary>What a bundle says of itself in <c>.manifest</c>. Members that are not known here, <c>wasm</c> for one, are left out.</summary>
internal sealed class BundleManifest
{
    private BundleManifest(string revision, BundleRoots roots, RegoObject metadata)
    {
        Revision = revision;
        Roots = roots;
        Metadata = metadata;
    }

    public string Revision { get; }

    public BundleRoots Roots { get; }

    public RegoObject Metadata { get; }

    /// <summary>The manifest in a file, or that of a bundle without one.</summary>
    /// <exception cref="RegoBundleException">A member has the wrong type, roots overlap, or the bundle is in Rego v0.</exception>
    public static BundleManifest Read(BundleFile? file)
    {
        if (file is null)
        {
            return new BundleManifest("", new BundleRoots("", [""]), RegoObject.Empty);
        }

        var members = DataFile.Read(file) as RegoObject ?? throw new RegoBundleException(file.Name, "the manifest is no object");
        CheckVersion(file, members.Find("rego_version"));
        foreach (var (_, version) in Member<RegoObject>(file, members, "file_rego_versions", "an object") ?? RegoObject.Empty)
        {
            CheckVersion(file, version);
        }

        return new BundleManifest(
            Member<RegoString>(file, members, "revision", "a string")?.Value ?? "",
            new BundleRoots(file.Name, RootsOf(file, members)),
            Member<RegoObject>(file, members, "metadata", "an object") ?? RegoObject.Empty);
    }

    private static string[] RootsOf(BundleFile file, RegoObject members) => Member<RegoArray>(file, members, "roots", "an array") is { } roots
        ? [.. roots.Select(root => (root as RegoString)?.Value ?? throw new RegoBundleException(file.Name, "'roots' must be an array of strings"))]
        : [""];

    private static void CheckVersion(BundleFile file, RegoValue? version)
    {
        if (version is not (null or RegoNull) && version != RegoNumber.Of(1))
        {
            throw new RegoBundleException(
                file.Name, $"the bundle is in Rego version {version}, and version 1 alone is known; for version 0, build it anew from sources that `opa fmt --v0-v1` has migrated");
        }
    }

    private static T? Member<T>(BundleFile file, RegoObject members, string name, string kind)
        where T : RegoValue => members.Find(name) switch
    {
        null or RegoNull => null,
        T value => value,
        _ => throw new RegoBundleException(file.Name, $"'{name}' must be {kind}"),
    };
}
