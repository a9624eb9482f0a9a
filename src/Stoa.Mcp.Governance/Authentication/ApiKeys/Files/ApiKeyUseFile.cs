using System.Globalization;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Authentication.ApiKeys.Files;

/// <summary>When keys were last used, in a file beside the keys: a JSON object of ids and times.</summary>
internal static class ApiKeyUseFile
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm'Z'";

    public static string Beside(string keyFile) => keyFile + ".used";

    /// <summary>What the file says; nothing where there is none.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static IReadOnlyDictionary<string, DateTimeOffset> Read(string path)
    {
        var times = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        if (!File.Exists(path))
        {
            return times;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var member in document.RootElement.EnumerateObject())
            {
                times[member.Name] = DateTimeOffset.ParseExact(member.Value.GetString()!, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            }

            return times;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            throw new InvalidDataException($"{path} does not say when keys were used; delete it.", exception);
        }
    }

    /// <summary>Writes the later of what is there and what is new: several servers may share the keys.</summary>
    public static void Merge(string path, IEnumerable<(string Id, DateTimeOffset Time)> news)
    {
        var times = new SortedDictionary<string, DateTimeOffset>(Read(path).ToDictionary(), StringComparer.Ordinal);
        foreach (var (id, time) in news)
        {
            times[id] = times.TryGetValue(id, out var known) && known > time ? known : time;
        }

        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            foreach (var (id, time) in times)
            {
                writer.WriteString(id, time.ToString(TimeFormat, CultureInfo.InvariantCulture));
            }

            writer.WriteEndObject();
        }

        AtomicFile.Write(path, text.ToArray());
    }
}
