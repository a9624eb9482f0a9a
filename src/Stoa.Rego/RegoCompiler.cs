using System.Collections.Frozen;
using Stoa.Rego.Builtins;
using Stoa.Rego.Compilation;
using Stoa.Rego.Syntax;

namespace Stoa.Rego;

/// <summary>
/// Compiles Rego v1 modules and data into a policy. Collect modules and data, then call <see cref="Compile"/>; the compiler can be used again.
/// Not safe for several threads; what it makes is.
/// </summary>
public sealed class RegoCompiler
{
    private readonly RegoCompilerOptions _options;
    private readonly List<Module> _modules = [];
    private RegoObject _data = RegoObject.Empty;

    /// <summary>A compiler with default options.</summary>
    public RegoCompiler()
        : this(new RegoCompilerOptions())
    {
    }

    /// <summary>A compiler with these options.</summary>
    public RegoCompiler(RegoCompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
    }

    /// <summary>The names of all builtins there are, in order.</summary>
    public static IReadOnlyList<string> KnownBuiltins { get; } = [.. BuiltinCatalog.All.Keys.Where(name => !name.StartsWith("internal.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Adds a module.</summary>
    /// <param name="file">What errors call it, often a path.</param>
    /// <param name="source">Its source.</param>
    /// <exception cref="RegoException">The source is not Rego v1.</exception>
    public RegoCompiler AddModule(string file, string source)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(source);
        _modules.Add(RegoParser.ParseModule(file, source));
        return this;
    }

    /// <summary>Adds base data, which rules see as <c>data</c>. Objects merge; of two other values at one path the later one counts.</summary>
    public RegoCompiler AddData(RegoObject data)
    {
        ArgumentNullException.ThrowIfNull(data);
        JsonReading.ReadWithin(data);
        _data = Merge(_data, data);
        return this;
    }

    /// <summary>Compiles what was added.</summary>
    /// <exception cref="ArgumentException">A function of the host has the name of a builtin.</exception>
    /// <exception cref="RegoException">The modules have errors: all that were found, each with its place.</exception>
    public RegoPolicy Compile() => PolicyCompilation.Compile([.. _modules], _data, Builtins(), _options.EnablePrint, _options.EnableTrace);

    /// <summary>Adds modules that are parsed already.</summary>
    internal void AddParsed(IEnumerable<Module> modules) => _modules.AddRange(modules);

    private static RegoObject Merge(RegoObject left, RegoObject right)
    {
        if (left.Count == 0)
        {
            return right;
        }

        var builder = new RegoObjectBuilder(left.Count + right.Count);
        builder.AddAll(left);
        foreach (var (key, value) in right)
        {
            builder[key] = builder.Find(key) is RegoObject before && value is RegoObject members ? Merge(before, members) : value;
        }

        return builder.Build();
    }

    private FrozenDictionary<string, Builtin> Builtins() => BuiltinCatalog.All.Values
        .Where(builtin => builtin.Name.StartsWith("internal.", StringComparison.Ordinal)
            || (builtin.IsRestricted ? _options.EnabledBuiltins.Contains(builtin.Name) : _options.AllowedBuiltins?.Contains(builtin.Name) ?? true))
        .Concat(_options.Functions.Select(function => AsBuiltin(function.Key, function.Value)))
        .ToFrozenDictionary(builtin => builtin.Name);

    private static Builtin AsBuiltin(string name, RegoFunction function) =>
        new(name, [.. Enumerable.Repeat(RegoTypes.Any, function.Arity)], RegoTypes.Any, (_, operands) => function.Invoke(operands))
        {
            // Nobody knows what a host's function does.
            IsNondeterministic = true,
        };
}
