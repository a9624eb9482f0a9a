using System.Diagnostics.CodeAnalysis;

namespace Stoa.Rego.Syntax;

/// <summary>
/// Terms that were parsed on trial, by the index of their first token. <c>[a | b, c]</c> is first read as a comprehension, then as an array:
/// with nesting, reading everything twice would double the work at each level.
/// </summary>
internal sealed class TermMemo
{
    private readonly Dictionary<int, (Term Term, int End, int Height)> _terms = [];
    private int _trials;

    public void Clear()
    {
        _trials = 0;
        if (_terms.Count > 0)
        {
            _terms.Clear();
        }
    }

    public void BeginTrial() => _trials++;

    public void EndTrial() => _trials--;

    public void Add(int start, Term term, int end, int height)
    {
        if (_trials > 0 && end > start + 1)
        {
            _terms[start] = (term, end, height);
        }
    }

    public bool TryFind(int start, [NotNullWhen(true)] out Term? term, out int end, out int height)
    {
        (term, end, height) = _terms.Count > 0 ? _terms.GetValueOrDefault(start) : default;
        return term is not null;
    }
}
