using Stoa.Rego.Bundles;
using Stoa.Rego.Syntax;

namespace Stoa.Rego;

/// <summary>Modules and data as they are while policies are written: no manifest, no signature. Immutable.</summary>
public sealed class RegoSources
{
    private const string TestSuffix = "_test.rego";

    private readonly IReadOnlyList<Module> _parsed;

    private RegoSources(IReadOnlyList<RegoSource> modules, RegoObject data)
    {
        Modules = modules;
        Data = data;
        _parsed = BundleReading.Parse(modules);
    }

    /// <summary>The modules, in order of their paths.</summary>
    public IReadOnlyList<RegoSource> Modules { get; }

    /// <summary>The data of all files, each at the path of its folder.</summary>
    public RegoObject Data { get; }

    /// <summary>Reads every <c>.rego</c>, and every <c>data.json</c>, <c>data.yaml</c> and <c>data.yml</c> below a folder.</summary>
    /// <param name="path">The folder. Folders in it whose names begin with a dot are left out.</param>
    /// <param name="includeTests">Whether modules named <c>…_test.rego</c> are read.</param>
    /// <exception cref="RegoBundleException">A file cannot be read, is no data, or has data for a path that has some already.</exception>
    /// <exception cref="RegoException">A module is not Rego v1: the errors of all modules.</exception>
    public static RegoSources FromFolder(string path, bool includeTests = true) => From([path], includeTests);

    /// <summary>Reads folders as <see cref="FromFolder"/> does, and files: modules, or JSON or YAML for the root of <c>data</c>.</summary>
    /// <param name="paths">Folders and files. One that two paths lead to is read once.</param>
    /// <param name="includeTests">Whether folders give modules named <c>…_test.rego</c>.</param>
    /// <exception cref="RegoBundleException">As for <see cref="FromFolder"/>.</exception>
    /// <exception cref="RegoException">As for <see cref="FromFolder"/>.</exception>
    public static RegoSources From(IEnumerable<string> paths, bool includeTests = true)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var tree = new DataTree();
        var modules = new List<RegoSource>();
        foreach (var file in paths.SelectMany(path => FilesOf(path, includeTests)).DistinctBy(file => Path.GetFullPath(file.Name)))
        {
            if (file.IsModule)
            {
                modules.Add(new RegoSource(file.Name, FileText.Of(file)));
            }
            else
            {
                tree.Add(file);
            }
        }

        return new RegoSources(modules, tree.Build());
    }

    /// <summary>Adds modules and data to a compiler.</summary>
    /// <returns>The compiler.</returns>
    public RegoCompiler AddTo(RegoCompiler compiler)
    {
        ArgumentNullException.ThrowIfNull(compiler);
        compiler.AddParsed(_parsed);
        return compiler.AddData(Data);
    }

    private static IEnumerable<BundleFile> FilesOf(string path, bool includeTests)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Directory.Exists(path) ? FolderFiles.Read(path, RegoBundleOptions.Default, file => IsWanted(file, includeTests)) : [File(path)];
    }

    private static bool IsWanted(string path, bool includeTests)
    {
        var file = new BundleFile(path, path, default);
        return file.IsModule ? includeTests || !path.EndsWith(TestSuffix, StringComparison.Ordinal) : file.IsData;
    }

    private static BundleFile File(string path)
    {
        if (Path.GetExtension(path) is not (".rego" or ".json" or ".yaml" or ".yml"))
        {
            throw new RegoBundleException(path, System.IO.File.Exists(path) ? "this is neither a folder nor a .rego, .json, .yaml or .yml file" : "there is no such file or folder");
        }

        try
        {
            return new BundleFile(Path.GetFileName(path), path, System.IO.File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RegoBundleException(path, "there is no such file or folder", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RegoBundleException(path, error.Message, error);
        }
    }
}
