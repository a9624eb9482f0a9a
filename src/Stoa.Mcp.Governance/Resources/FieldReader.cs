using System.Globalization;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>
/// Reads the fields of one mapping. Each field asked for becomes known, so <see cref="RefuseOthers"/> can name what is allowed
/// without a second table. A field that is wrong is reported and reads as if it were absent: the file is refused anyway.
/// </summary>
/// <param name="map">The mapping.</param>
/// <param name="path">Its path in the document, for messages; empty for the document itself.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class FieldReader(YamlMap map, string path, FileErrors errors)
{
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    public YamlMap Map => map;

    /// <summary>A text that <paramref name="check"/> finds nothing wrong with, or null.</summary>
    public string? Text(string field, Func<string, string?>? check = null)
    {
        if (Find(field) is not { } value || Scalar(value, field, "a text", scalar => scalar.IsText) is not { } scalar)
        {
            return null;
        }

        if (check?.Invoke(scalar.Text) is { } wrong)
        {
            errors.Add(scalar, $"{PathOf(field)}: {wrong}");
            return null;
        }

        return scalar.Text;
    }

    public NamePattern? Pattern(string field) => Text(field, NameRules.Pattern) is { } text ? new NamePattern(text) : null;

    public bool Flag(string field, bool absent)
    {
        if (Find(field) is not { } value || Scalar(value, field, "true or false", scalar => scalar is { IsBoolean: true, Text: "true" or "false" }) is not { } scalar)
        {
            return absent;
        }

        return scalar.Text == "true";
    }

    /// <summary>A whole number of at least <paramref name="least"/>, or null.</summary>
    public long? Count(string field, long least = 1)
    {
        long count = 0;
        bool IsCount(YamlScalar scalar) => scalar.IsNumber && long.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= least;
        return Find(field) is { } value && Scalar(value, field, $"a whole number of at least {least}", IsCount) is not null ? count : null;
    }

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, or null.</summary>
    public int? Count(string field, int least, int most)
    {
        if (Count(field, least) is not { } count)
        {
            return null;
        }

        if (count > most)
        {
            Wrong(field, $"is {count}; allowed: {least} to {most}");
            return null;
        }

        return (int)count;
    }

    /// <summary>The texts of a list, without those that <paramref name="check"/> finds wrong; null where the field is absent.</summary>
    public IReadOnlyList<string>? Texts(string field, Func<string, string?> check)
    {
        if (Items(field) is not { } items)
        {
            return null;
        }

        var texts = new List<string>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (Scalar(items[i], $"{field}[{i}]", "a text", scalar => scalar.IsText) is not { } scalar)
            {
                continue;
            }

            if (check(scalar.Text) is { } wrong)
            {
                errors.Add(scalar, $"{PathOf(field)}[{i}]: {wrong}");
            }
            else
            {
                texts.Add(scalar.Text);
            }
        }

        return texts;
    }

    /// <summary>As <see cref="Texts"/>, for a list whose absence means everything: an empty one is refused rather than read as that.</summary>
    public IReadOnlyList<string>? SomeTexts(string field, Func<string, string?> check, string whenAbsent)
    {
        var texts = Texts(field, check);
        if (map.Entries.TryGetValue(field, out var entry) && entry.Value is YamlList { Items.Count: 0 })
        {
            Wrong(field, $"is empty: name at least one, or leave it out, which means {whenAbsent}");
        }

        return texts;
    }

    public IReadOnlyList<NamePattern> Patterns(string field) =>
        [.. (Texts(field, NameRules.Pattern) ?? []).Select(text => new NamePattern(text))];

    /// <summary>The items of a list; null where the field is absent or no list.</summary>
    public IReadOnlyList<YamlValue>? Items(string field) => Find(field) switch
    {
        null or YamlRefused => null,
        YamlList list => list.Items,
        var other => Expected<IReadOnlyList<YamlValue>>(other, field, "a list"),
    };

    /// <summary>The mapping that a field holds; null where the field is absent or no mapping.</summary>
    public FieldReader? Fields(string field) => Find(field) switch
    {
        null or YamlRefused => null,
        var value => Nested(value, field),
    };

    /// <summary><paramref name="value"/>, found under <paramref name="field"/>, as a mapping, or null.</summary>
    public FieldReader? Nested(YamlValue value, string field) => value switch
    {
        YamlMap inner => new FieldReader(inner, PathOf(field), errors),
        YamlRefused => null,
        _ => Expected<FieldReader>(value, field, "a mapping"),
    };

    /// <summary>The fields of a mapping whose names are somebody's own, and not fields of ours; null where the field is absent or no mapping.</summary>
    public IReadOnlyDictionary<string, string>? TextsByName(string field, Func<string, string?> checkName, Func<string, string?> checkText)
    {
        if (Fields(field) is not { } fields)
        {
            return null;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, entry) in fields.Map.Entries)
        {
            if (checkName(name) is { } wrong)
            {
                errors.Add(entry.Key, $"{PathOf(field)}: {wrong}");
            }
            else if (fields.Text(name, checkText) is { } text)
            {
                texts.Add(name, text);
            }
        }

        return texts;
    }

    /// <summary>Whatever the field holds; null where it is absent or refused already.</summary>
    public YamlValue? Value(string field) => Find(field) is { } value and not YamlRefused ? value : null;

    /// <summary>Whether the field is written, rightly or wrongly.</summary>
    public bool Has(string field) => map.Entries.ContainsKey(field);

    /// <summary>Reports a required field that is not written.</summary>
    public void Require(string field, string allowed)
    {
        if (!Has(field))
        {
            errors.Add(map, $"{PathOf(field)} is missing: {allowed}");
        }
    }

    /// <summary>Reports something wrong with a field that is written.</summary>
    public void Wrong(string field, string reason) => errors.Add(map.Entries[field].Value, $"{PathOf(field)} {reason}");

    /// <summary>Reports every field that nobody asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var (name, entry) in map.Entries)
        {
            if (!_known.Contains(name))
            {
                errors.Add(entry.Key, $"{PathOf(Shown.Value(name))} is unknown here; allowed: {string.Join(", ", _known)}");
            }
        }
    }

    private YamlValue? Find(string field)
    {
        _known.Add(field);
        return map.Entries.TryGetValue(field, out var entry) ? entry.Value : null;
    }

    private YamlScalar? Scalar(YamlValue value, string field, string expected, Func<YamlScalar, bool> isExpected) => value switch
    {
        YamlRefused => null,
        YamlScalar scalar when isExpected(scalar) => scalar,
        _ => Expected<YamlScalar>(value, field, expected),
    };

    private T? Expected<T>(YamlValue value, string field, string expected)
        where T : class
    {
        var hint = value switch
        {
            YamlScalar { IsNull: true } => "; leave the field out where it has no value",
            YamlScalar when expected == "a text" => "; put it in quotes to make it a text",
            _ => "",
        };
        errors.Add(value, $"{PathOf(field)} must be {expected}, and is {value.Describe()}{hint}");
        return null;
    }

    private string PathOf(string field) => path.Length == 0 ? field : $"{path}.{field}";
}
