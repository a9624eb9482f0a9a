namespace Stoa.Rego.Builtins;

/// <summary>A part of a regular expression.</summary>
internal abstract record RegexNode
{
    private RegexNode()
    {
    }

    /// <summary>One code point of a set.</summary>
    internal sealed record One(CodePointSet Set) : RegexNode;

    /// <summary>A condition on a position.</summary>
    internal sealed record Assertion(RegexAssertion Kind) : RegexNode;

    /// <summary>Parts one after another; none for the empty text.</summary>
    internal sealed record Sequence(IReadOnlyList<RegexNode> Parts) : RegexNode;

    /// <summary>The first choice that leads to a match.</summary>
    internal sealed record Choice(IReadOnlyList<RegexNode> Choices) : RegexNode;

    /// <summary>A part several times, without an upper bound where the maximum is null.</summary>
    internal sealed record Repeat(RegexNode Part, int Min, int? Max, bool IsGreedy) : RegexNode;

    /// <summary>A part whose text is remembered. Indexes count from 1.</summary>
    internal sealed record Capture(RegexNode Part, int Index) : RegexNode;

    public static RegexNode Empty { get; } = new Sequence([]);
}
