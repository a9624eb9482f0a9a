using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy;

/// <summary>The modules and data that a command works with.</summary>
internal sealed class PolicySources
{
    private readonly RegoSources _sources;
    private readonly IReadOnlyList<RegoBundle> _bundles;

    private PolicySources(RegoSources sources, IReadOnlyList<RegoBundle> bundles)
    {
        _sources = sources;
        _bundles = bundles;
    }

    public IEnumerable<RegoSource> Modules => _sources.Modules.Concat(_bundles.SelectMany(bundle => bundle.Modules));

    /// <param name="paths">Folders and files as they are while policies are written.</param>
    /// <param name="bundles">Bundles.</param>
    /// <param name="options">How bundles are verified.</param>
    /// <param name="lookup">Learns the sources, for errors.</param>
    public static PolicySources Load(IEnumerable<string> paths, IEnumerable<string> bundles, RegoBundleOptions options, SourceLookup lookup)
    {
        var sources = new PolicySources(RegoSources.From(paths), [.. bundles.Select(bundle => RegoBundle.Load(bundle, options))]);
        foreach (var module in sources.Modules)
        {
            lookup.Add(module.File, module.Text);
        }

        return sources;
    }

    public RegoPolicy Compile(RegoCompilerOptions options) => RegoBundle.AddAll(_sources.AddTo(new RegoCompiler(options)), _bundles).Compile();
}
