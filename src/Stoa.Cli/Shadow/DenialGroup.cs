using Stoa.Cli.Audit.Filters;

namespace Stoa.Cli.Shadow;

/// <summary>Denials of one kind, with why and when.</summary>
internal sealed class DenialGroup(DenialKey key)
{
    private const int MostTexts = 20;

    private readonly Dictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _rules = new(StringComparer.Ordinal);

    public DenialKey Key => key;

    public long Count { get; private set; }

    public DateTimeOffset First { get; private set; }

    public DateTimeOffset Last { get; private set; }

    /// <summary>Reasons for the operator, and how often each was given; the most frequent first.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Reasons => Ordered(_reasons);

    /// <summary>Grants or rules that decided.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Rules => Ordered(_rules);

    public void Add(EntryView view)
    {
        First = Count == 0 ? view.Entry.Time : First;
        Last = view.Entry.Time;
        Count++;
        Tally(_reasons, view.Texts("reasons"));
        Tally(_rules, view.Texts("matched_rules"));
    }

    private static void Tally(Dictionary<string, long> counts, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            if (counts.Count < MostTexts || counts.ContainsKey(text))
            {
                counts[text] = counts.GetValueOrDefault(text) + 1;
            }
        }
    }

    private static IReadOnlyList<KeyValuePair<string, long>> Ordered(Dictionary<string, long> counts) =>
        [.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];
}
