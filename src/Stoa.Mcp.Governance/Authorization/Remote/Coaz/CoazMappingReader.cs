using System.Text.Json;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>Reads a mapping: its envelope, its questions, and every expression in them (COAZ Framework, "The Mapping"; COAZ-MCP, "Mapping Envelopes").</summary>
internal static class CoazMappingReader
{
    private const string OwnSubject = "$token.sub";
    private const int MostQuestions = 32;

    private static readonly string[] Parts = ["subject", "action", "resource", "context"];

    /// <exception cref="PolicyFault">It cannot be used, and why.</exception>
    public static CoazMapping Read(JsonElement mapping)
    {
        var envelopes = CoazTemplateReader.ObjectOf(mapping, "the mapping");
        var envelope = envelopes.Count == 1 ? envelopes.Single() : throw new PolicyFault("the mapping has not exactly one member; allowed: evaluation or evaluations");
        return envelope.Key switch
        {
            "evaluation" => One(envelope.Value),
            "evaluations" => Several(envelope.Value),
            var other => throw new PolicyFault($"the mapping has the member '{other}'; allowed: evaluation or evaluations"),
        };
    }

    private static CoazMapping One(JsonElement evaluation)
    {
        var reader = new CoazTemplateReader();
        var parts = Members(evaluation, "evaluation", Parts);
        var subject = SubjectOf(reader, parts, "evaluation");
        var question = Question(Templates(reader, parts, "evaluation"), "evaluation");
        return new CoazMapping(subject, [question], reader.ReadsArguments);
    }

    // A subject within an entry could smuggle in another one than stands above (COAZ-MCP, "Declared Mappings").
    private static CoazMapping Several(JsonElement evaluations)
    {
        const string path = "evaluations";
        var reader = new CoazTemplateReader();
        var parts = Members(evaluations, path, [.. Parts, path]);
        var subject = SubjectOf(reader, parts, path);
        var above = Templates(reader, parts, path);
        if (!parts.TryGetValue(path, out var entries) || entries.ValueKind != JsonValueKind.Array || entries.GetArrayLength() is 0 or > MostQuestions)
        {
            throw new PolicyFault($"{path}.{path} is no list of 1 to {MostQuestions} questions");
        }

        List<CoazQuestion> questions = [];
        foreach (var entry in entries.EnumerateArray())
        {
            var at = $"{path}.{path}[{questions.Count}]";
            var own = Templates(reader, Members(entry, at, ["action", "resource", "context"]), at);
            questions.Add(Question(above.Concat(own).GroupBy(part => part.Key).ToDictionary(part => part.Key, part => part.Last().Value), at));
        }

        return new CoazMapping(subject, questions, reader.ReadsArguments);
    }

    private static IReadOnlyDictionary<string, JsonElement> Members(JsonElement value, string path, string[] allowed)
    {
        var members = CoazTemplateReader.ObjectOf(value, path);
        var other = members.Keys.FirstOrDefault(name => !allowed.Contains(name, StringComparer.Ordinal));
        return other is null ? members : throw new PolicyFault($"{path} has '{other}'; allowed: {string.Join(", ", allowed)}");
    }

    private static Dictionary<string, CoazTemplate> Templates(CoazTemplateReader reader, IReadOnlyDictionary<string, JsonElement> parts, string path)
    {
        Dictionary<string, CoazTemplate> templates = [];
        Add("action", CoazEntity.OfAction);
        Add("resource", CoazEntity.OfResource);
        Add("context", null);
        return templates;

        void Add(string name, string[]? required)
        {
            if (parts.TryGetValue(name, out var value))
            {
                templates[name] = reader.Read(Checked(value, $"{path}.{name}", required), $"{path}.{name}");
            }
        }
    }

    // What is the token's own subject is left out: it is that of every question, also where another claim than sub names it.
    private static CoazTemplate? SubjectOf(CoazTemplateReader reader, IReadOnlyDictionary<string, JsonElement> parts, string path)
    {
        if (!parts.TryGetValue("subject", out var subject))
        {
            return null;
        }

        var at = $"{path}.subject";
        if (Checked(subject, at, CoazEntity.OfSubject).ValueKind != JsonValueKind.Object)
        {
            return reader.Read(subject, at);
        }

        var members = CoazTemplateReader.ObjectOf(subject, at).Where(member => !IsOwn(member)).Select(member => (member.Key, reader.Read(member.Value, $"{at}.{member.Key}")));
        return new CoazTemplate(at, [.. members]);
    }

    private static bool IsOwn(KeyValuePair<string, JsonElement> member) =>
        member is { Key: "id", Value.ValueKind: JsonValueKind.String } && member.Value.GetString() == OwnSubject;

    private static CoazQuestion Question(Dictionary<string, CoazTemplate> parts, string path) => new(
        parts.GetValueOrDefault("action") ?? throw new PolicyFault($"{path} has no action"),
        parts.GetValueOrDefault("resource") ?? throw new PolicyFault($"{path} has no resource"),
        parts.GetValueOrDefault("context"));

    private static JsonElement Checked(JsonElement value, string path, string[]? required)
    {
        var isWhole = value.ValueKind == JsonValueKind.String && value.GetString()!.StartsWith('$');
        if (value.ValueKind != JsonValueKind.Object && !isWhole)
        {
            throw new PolicyFault($"{path} is of type {value.ValueKind}; allowed: an object, or an expression that gives one");
        }

        if (required is not null && !isWhole)
        {
            Members(value, path, [.. required, "properties"]);
        }

        return value;
    }
}
