using Stoa.Rego.Compilation;
using Stoa.Rego.Syntax;

namespace Stoa.Rego;

/// <summary>A compiled policy: immutable, and safe to evaluate on any number of threads at once.</summary>
public sealed class RegoPolicy
{
    private readonly CompilationContext _context;

    internal RegoPolicy(CompilationContext context, IReadOnlyList<Module> modules, RegoObject data)
    {
        _context = context;
        Modules = modules;
        Data = data;
    }

    /// <summary>The base data.</summary>
    public RegoObject Data { get; }

    /// <summary>Where each statement stands that evaluations can report; none without <see cref="RegoCompilerOptions.EnableTrace"/>.</summary>
    public IReadOnlyCollection<SourceLocation> Statements => [.. _context.Statements ?? new HashSet<SourceLocation>()];

    internal RuleTree Tree => _context.Tree;

    internal IReadOnlyList<Module> Modules { get; }

    /// <summary>The same rules over other base data.</summary>
    public RegoPolicy WithData(RegoObject data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new RegoPolicy(_context, Modules, data);
    }

    /// <summary>Prepares a query in Rego, such as <c>data.app.allow == true</c> or <c>some tool; data.app.visible[tool]</c>.</summary>
    /// <exception cref="RegoException">The query does not parse or compile.</exception>
    public RegoQuery Query(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (body, frameSize, outputs) = PolicyCompilation.CompileQuery(_context, RegoParser.ParseQuery(query));
        return new RegoQuery(this, body, frameSize, outputs);
    }

    /// <summary>Prepares one document, such as <c>data.app.allow</c>. A path that nothing defines is undefined.</summary>
    /// <exception cref="RegoException">The path is not a reference into <c>data</c> by constants.</exception>
    public RegoDocument Document(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new RegoDocument(this, DocumentPath.Parse(path));
    }
}
