using Stoa.Rego.Bundles;
using Stoa.Rego.Syntax;

namespace Stoa.Rego;

/// <summary>A bundle of OPA: modules and data with a revision, from a folder or a <c>.tar.gz</c>. Immutable.</summary>
public sealed class RegoBundle
{
    private readonly BundleRoots _roots;
    private readonly IReadOnlyList<Module> _modules;

    internal RegoBundle(string name, BundleManifest manifest, RegoObject data, IReadOnlyList<RegoSource> sources, IReadOnlyList<Module> modules, bool isVerified)
    {
        _roots = manifest.Roots;
        _modules = modules;
        Name = name;
        Revision = manifest.Revision;
        Metadata = manifest.Metadata;
        Data = data;
        Modules = sources;
        IsVerified = isVerified;
    }

    /// <summary>What errors call the bundle: its path, or the name given to its stream.</summary>
    public string Name { get; }

    /// <summary>The manifest's revision, or empty.</summary>
    public string Revision { get; }

    /// <summary>The parts of <c>data</c> that the bundle owns, such as <c>app/roles</c>. One that is empty owns all.</summary>
    public IReadOnlyList<string> Roots => _roots.Names;

    /// <summary>The manifest's metadata.</summary>
    public RegoObject Metadata { get; }

    /// <summary>The data of all files, each at the path of its folder.</summary>
    public RegoObject Data { get; }

    /// <summary>The modules in the order of the bundle.</summary>
    public IReadOnlyList<RegoSource> Modules { get; }

    /// <summary>Whether the bundle's signature was verified.</summary>
    public bool IsVerified { get; }

    /// <summary>Loads a bundle.</summary>
    /// <param name="path">A folder, or a <c>.tar.gz</c>.</param>
    /// <param name="options">Limits and keys, or null for the defaults.</param>
    /// <exception cref="RegoBundleException">It is no bundle, exceeds a limit, or is not signed as it must be.</exception>
    /// <exception cref="RegoException">A module is not Rego v1.</exception>
    public static RegoBundle Load(string path, RegoBundleOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= RegoBundleOptions.Default;
        return BundleReading.Read(path, Directory.Exists(path) ? FolderFiles.Read(path, options) : ArchiveFiles.Load(path, options), options);
    }

    /// <summary>Reads a bundle from a stream, to its end.</summary>
    /// <param name="stream">A <c>.tar.gz</c>.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="options">Limits and keys, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RegoBundleException">It is no bundle, exceeds a limit, or is not signed as it must be.</exception>
    /// <exception cref="RegoException">A module is not Rego v1.</exception>
    public static async Task<RegoBundle> ReadAsync(Stream stream, string name, RegoBundleOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= RegoBundleOptions.Default;
        using var packed = await ArchiveFiles.FetchAsync(name, stream, options, cancellationToken);
        return BundleReading.Read(name, ArchiveFiles.Read(name, packed, options), options);
    }

    /// <summary>Adds modules and data to a compiler.</summary>
    /// <returns>The compiler.</returns>
    public RegoCompiler AddTo(RegoCompiler compiler)
    {
        ArgumentNullException.ThrowIfNull(compiler);
        compiler.AddParsed(_modules);
        return compiler.AddData(Data);
    }

    /// <summary>Adds several bundles to a compiler.</summary>
    /// <returns>The compiler.</returns>
    /// <exception cref="RegoBundleException">Roots of two bundles overlap: no two may own the same part of <c>data</c>.</exception>
    public static RegoCompiler AddAll(RegoCompiler compiler, params IReadOnlyList<RegoBundle> bundles)
    {
        ArgumentNullException.ThrowIfNull(compiler);
        ArgumentNullException.ThrowIfNull(bundles);
        for (var i = 0; i < bundles.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (bundles[i]._roots.FindOverlap(bundles[j]._roots) is var (mine, other))
                {
                    throw new RegoBundleException(bundles[i].Name, $"the root {RegoString.Of(mine)} overlaps the root {RegoString.Of(other)} of {bundles[j].Name}");
                }
            }
        }

        foreach (var bundle in bundles)
        {
            bundle.AddTo(compiler);
        }

        return compiler;
    }
}
