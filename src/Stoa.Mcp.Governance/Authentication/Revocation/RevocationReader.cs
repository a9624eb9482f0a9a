using System.Collections.Frozen;
using System.Globalization;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Authentication.Revocation;

/// <summary>Reads a revocation file as strictly as resource files: a misspelt field would leave a credential in force.</summary>
internal static class RevocationReader
{
    private const int LongestText = 512;

    // As RFC 3339 has it: with a zone, or the time would depend on where it is read.
    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>What the text revokes, or null with everything that is wrong.</summary>
    public static Revocations? Read(string name, string text, out IReadOnlyList<ResourceError> errors)
    {
        var found = new List<ResourceError>();
        errors = found;
        var file = new FileErrors(name, found);
        var documents = new List<YamlValue>();
        new YamlReader(file).Read(text, documents);
        if (documents is not [YamlMap map])
        {
            // An empty file is most often one that is being written; who revokes nothing writes {}.
            file.Add(0, 0, "one document with the fields tokens, subjects and apiKeys is needed, each a list; {} for none");
            return null;
        }

        var revocations = Read(new FieldReader(map, "", file), file);
        return found.Count == 0 ? revocations : null;
    }

    private static Revocations Read(FieldReader root, FileErrors errors)
    {
        var tokens = Entries(root, "tokens", entry => (Required(entry, "issuer"), Required(entry, "id")));
        var subjects = Entries(root, "subjects", entry => (Issuer: Required(entry, "issuer"), Subject: Required(entry, "subject"), Before: Time(entry)));
        var apiKeys = Entries(root, "apiKeys", entry => Required(entry, "id"));
        root.RefuseOthers();
        return new Revocations
        {
            Tokens = tokens.ToFrozenSet(),
            Subjects = subjects.GroupBy(entry => (entry.Issuer, entry.Subject))
                .ToFrozenDictionary(group => group.Key, group => group.Max(entry => entry.Before)),
            ApiKeys = apiKeys.ToFrozenSet(StringComparer.Ordinal),
        };
    }

    private static List<T> Entries<T>(FieldReader root, string field, Func<FieldReader, T> read)
    {
        var entries = new List<T>();
        foreach (var (index, item) in (root.Items(field) ?? []).Index())
        {
            if (root.Nested(item, $"{field}[{index}]") is { } entry)
            {
                entries.Add(read(entry));
                entry.RefuseOthers();
            }
        }

        return entries;
    }

    private static string Required(FieldReader entry, string field)
    {
        entry.Require(field, "a text");
        return entry.Text(field, text => text.Length is > 0 and <= LongestText ? null : $"1 to {LongestText} characters are needed") ?? "";
    }

    private static DateTimeOffset Time(FieldReader entry) =>
        entry.Text("issuedBefore", text => TryReadTime(text, out _) ? null : "a time such as 2026-01-31T12:00:00Z is needed, with its zone") is { } text
        && TryReadTime(text, out var time)
            ? time
            : DateTimeOffset.MaxValue;

    private static bool TryReadTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out time)
        && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal));
}
