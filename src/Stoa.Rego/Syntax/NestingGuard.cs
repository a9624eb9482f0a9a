using System.Runtime.CompilerServices;

namespace Stoa.Rego.Syntax;

/// <summary>Bounds how deep the parser recurses, and how high the tree grows that others will walk by recursion.</summary>
internal sealed class NestingGuard
{
    public const int MaxDepth = 1_000;

    private int _depth;
    private int _highest; // among what has been read since the last Enter

    /// <summary>The height of the term that was read last.</summary>
    public int Last { get; set; }

    public void Reset() => (_depth, _highest, Last) = (0, 0, 0);

    /// <summary>Begins a node that nests others. Give what it returns to <see cref="Leave"/>.</summary>
    public int Enter(SourceLocation location)
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw TooDeep(location);
        }

        var outer = _highest;
        _highest = 0;
        return outer;
    }

    /// <summary>Ends a node that nests others.</summary>
    public void Leave(int outer, SourceLocation location)
    {
        _depth--;
        Note(_highest + 1, location);
        _highest = Math.Max(outer, Last);
    }

    /// <summary>Puts an operator above the last term and one of this height, as a chain of operators does without nesting.</summary>
    public void Combine(int left, SourceLocation location) => Note(Math.Max(left, Last) + 1, location);

    /// <summary>Takes note of the height of the last term.</summary>
    public void Note(int height, SourceLocation location)
    {
        Last = height;
        _highest = Math.Max(_highest, height);
        if (height > MaxDepth)
        {
            throw TooDeep(location);
        }
    }

    private static RegoException TooDeep(SourceLocation location) =>
        TokenStream.Fail(location, $"nested deeper than {MaxDepth} levels", "split the expression into rules of its own");
}
