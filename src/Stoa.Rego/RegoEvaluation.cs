using Stoa.Rego.Evaluation;

namespace Stoa.Rego;

/// <summary>
/// One evaluation of a policy, of several documents: what one of them needed is not computed again for the next. Dispose it on the thread
/// that began it.
/// </summary>
public ref struct RegoEvaluation
{
    private readonly Compilation.RuleTree _tree;
    private Machine? _machine;
    private bool _failed;

    internal RegoEvaluation(Compilation.RuleTree tree, Machine machine)
    {
        _tree = tree;
        _machine = machine;
    }

    /// <summary>The first error of a builtin that made its call undefined, or null.</summary>
    public readonly RegoError? BuiltinError => _machine?.FirstBuiltinError;

    /// <summary>The value of a document, or null where it is undefined.</summary>
    /// <exception cref="ArgumentException">The document is of a policy with other rules.</exception>
    /// <exception cref="InvalidOperationException">The evaluation has ended: it was disposed of, or failed.</exception>
    /// <exception cref="RegoException">The evaluation failed.</exception>
    public RegoValue? Find(RegoDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (!ReferenceEquals(document.Tree, _tree))
        {
            throw new ArgumentException("The document is of a policy with other rules.", nameof(document));
        }

        if (_machine is not { } machine || _failed)
        {
            throw new InvalidOperationException("The evaluation has ended.");
        }

        // Stays so where the next line throws.
        _failed = true;
        var value = document.Node.Evaluate(machine);
        _failed = false;
        return value;
    }

    /// <summary>Ends the evaluation.</summary>
    public void Dispose()
    {
        if (_machine is { } machine && !_failed)
        {
            machine.Return();
        }

        _machine = null;
    }
}
