using Stoa.Rego.Compilation;
using Stoa.Rego.Evaluation;
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

    /// <summary>Every rule, in the order of the modules.</summary>
    public IReadOnlyList<RegoRuleLocation> Rules => [.. Modules.SelectMany(module => module.Rules.Select(rule => new RegoRuleLocation(
        [
            .. module.Package.Path,
            .. rule.Head.Path.TakeWhile(term => term is ValueTerm { Value: RegoString }).Select(term => ((RegoString)((ValueTerm)term).Value).Value),
        ],
        rule.Location)))];

    internal RuleTree Tree => _context.Tree;

    internal IReadOnlyList<Module> Modules { get; }

    /// <summary>The same rules over other base data.</summary>
    public RegoPolicy WithData(RegoObject data)
    {
        ArgumentNullException.ThrowIfNull(data);
        JsonReading.ReadWithin(data);
        return new RegoPolicy(_context, Modules, data);
    }

    /// <summary>Prepares a query in Rego, such as <c>data.app.allow == true</c> or <c>some tool; data.app.visible[tool]</c>.</summary>
    /// <exception cref="RegoException">The query does not parse or compile.</exception>
    public RegoQuery Query(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Query(RegoParser.ParseQuery(query));
    }

    /// <summary>Prepares a query in Rego that answers with the values of its expressions too.</summary>
    /// <exception cref="RegoException">The query does not parse or compile.</exception>
    public RegoResultQuery QueryResults(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var parsed = RegoParser.ParseQuery(query);
        Query(parsed); // Its errors are those of the query as it was written.
        var (body, captured) = CapturedExpression.Capture(query, parsed, _context.Builtins);
        return new RegoResultQuery(Query(body), captured);
    }

    /// <summary>Begins an evaluation of several documents.</summary>
    /// <param name="input">The document <c>input</c>, or null where there is none.</param>
    /// <param name="options">Limits and surroundings, or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the evaluation with an error.</param>
    public RegoEvaluation Begin(RegoValue? input = null, RegoEvaluationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var settings = (options ?? RegoEvaluationOptions.Default).Settings(cancellationToken);
        return new RegoEvaluation(Tree, Machine.Rent(Tree, input, Data, settings));
    }

    /// <summary>
    /// Every place where a document, or a rule or function that it uses, refers to <c>input</c>: what the document can depend on. Rules within
    /// it that are never reached count too.
    /// </summary>
    /// <exception cref="RegoException">The path is not a reference into <c>data</c> by constants.</exception>
    public IReadOnlyList<RegoInputReference> InputReferences(string documentPath)
    {
        ArgumentNullException.ThrowIfNull(documentPath);
        return Dependencies.InputReferences(Tree, DocumentPath.Parse(documentPath));
    }

    /// <summary>
    /// Whether equal inputs always give a document that is equal: neither it nor a rule or function that it uses calls a builtin that asks the clock,
    /// chance or the network, prints, or is a function of the host. Rules within it that are never reached count too.
    /// </summary>
    /// <exception cref="RegoException">The path is not a reference into <c>data</c> by constants.</exception>
    public bool DependsOnInputAlone(string documentPath)
    {
        ArgumentNullException.ThrowIfNull(documentPath);
        return Dependencies.AreInputAlone(Tree, DocumentPath.Parse(documentPath));
    }

    /// <summary>Prepares one document, such as <c>data.app.allow</c>. A path that nothing defines is undefined.</summary>
    /// <exception cref="RegoException">The path is not a reference into <c>data</c> by constants.</exception>
    public RegoDocument Document(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new RegoDocument(this, DocumentPath.Parse(path));
    }

    private RegoQuery Query(Body query)
    {
        var (body, frameSize, outputs) = PolicyCompilation.CompileQuery(_context, query);
        return new RegoQuery(this, body, frameSize, outputs);
    }
}
