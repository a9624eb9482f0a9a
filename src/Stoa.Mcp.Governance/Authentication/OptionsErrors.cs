using System.Globalization;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Gathers what is wrong with options, each error with the key, what was found there and what is allowed.</summary>
internal sealed class OptionsErrors
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> All => _errors;

    public void Add(string key, string? found, string allowed) =>
        _errors.Add(string.IsNullOrEmpty(found) ? $"{key}: is not set; {allowed}" : $"{key}: '{found}' is not allowed; {allowed}");

    public void Require(bool holds, string key, string? found, string allowed)
    {
        if (!holds)
        {
            Add(key, found, allowed);
        }
    }

    public void RequireText(string? value, string key) => Require(!string.IsNullOrWhiteSpace(value), key, value, "a text is needed.");

    public void RequireTexts(IList<string> values, string key)
    {
        for (var i = 0; i < values.Count; i++)
        {
            RequireText(values[i], $"{key}:{i}");
        }
    }

    public void RequireRange(TimeSpan value, TimeSpan from, TimeSpan to, string key) =>
        Require(value >= from && value <= to, key, value.ToString(), $"from {from} to {to}.");

    public void RequireNumber(int value, int from, int to, string key) => Require(
        value >= from && value <= to, key, value.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{from} to {to}."));

    /// <summary>No value twice: says so at the second.</summary>
    public void RequireDistinct(IEnumerable<string> values, Func<int, string> keyOf)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, value) in values.Index())
        {
            Require(seen.Add(value), keyOf(index), value, "it stands there already, and each may stand once.");
        }
    }
}
