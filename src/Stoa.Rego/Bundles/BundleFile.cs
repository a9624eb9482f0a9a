namespace Stoa.Rego.Bundles;

/// <summary>A file of a bundle.</summary>
/// <param name="Path">Its path in the bundle, with <c>/</c> between folders and none before the first.</param>
/// <param name="Name">What errors call it.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record BundleFile(string Path, string Name, ReadOnlyMemory<byte> Bytes)
{
    public const string Manifest = ".manifest";
    public const string Signatures = ".signatures.json";
    public const string Patch = "patch.json";

    public string FileName => Path[(Path.LastIndexOf('/') + 1)..];

    public bool IsModule => Path.EndsWith(".rego", StringComparison.Ordinal);

    public bool IsData => FileName is "data.json" or "data.yaml" or "data.yml";

    /// <summary>The folders that it stands in.</summary>
    public string[] Folders => Path.Contains('/') ? Path[..Path.LastIndexOf('/')].Split('/') : [];
}
