using System.Text.Json;
using Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>Reads the values of a mapping, and every expression in it, before it is used.</summary>
internal sealed class CoazTemplateReader
{
    private const int MostValues = 1024;
    private const int MostDepth = 16;

    private int _values;
    private int _depth;

    /// <summary>Whether an expression reads the arguments.</summary>
    public bool ReadsArguments { get; private set; }

    /// <exception cref="PolicyFault">It cannot be used.</exception>
    public CoazTemplate Read(JsonElement value, string path)
    {
        if (++_values > MostValues || ++_depth > MostDepth)
        {
            throw new PolicyFault($"{path}: the mapping has more than {MostValues} values, or is nested deeper than {MostDepth}");
        }

        var template = value.ValueKind switch
        {
            JsonValueKind.Object => new CoazTemplate(path, Members(value, path)),
            JsonValueKind.Array => new CoazTemplate(path, [.. value.EnumerateArray().Select((item, i) => Read(item, $"{path}[{i}]"))]),
            JsonValueKind.String => Text(value.GetString()!, path),
            _ => new CoazTemplate(path, Literal(value, path)),
        };
        _depth--;
        return template;
    }

    /// <summary>The members of an object, none of them twice.</summary>
    /// <exception cref="PolicyFault">It is no object, or has a member twice.</exception>
    public static IReadOnlyDictionary<string, JsonElement> ObjectOf(JsonElement value, string path)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : throw new PolicyFault($"{path} is of type {value.ValueKind}; allowed: an object"))
        {
            if (!members.TryAdd(member.Name, member.Value))
            {
                throw new PolicyFault($"{path} has '{member.Name}' twice");
            }
        }

        return members;
    }

    private List<(string, CoazTemplate)> Members(JsonElement value, string path) =>
        [.. ObjectOf(value, path).Select(member => (member.Key, Read(member.Value, $"{path}.{member.Key}")))];

    // A '$' begins an expression, "$$" a text that begins with '$' (COAZ Framework, "Literals and Expressions").
    private CoazTemplate Text(string text, string path)
    {
        if (!text.StartsWith('$') || text.StartsWith("$$", StringComparison.Ordinal))
        {
            return new CoazTemplate(path, RegoString.Of(text.StartsWith('$') ? text[1..] : text));
        }

        try
        {
            var expression = CelParser.Read(text[1..]);
            ReadsArguments |= expression.ReadsArguments;
            return new CoazTemplate(path, expression);
        }
        catch (CelFault fault)
        {
            throw new PolicyFault($"{path}, '{text}': {fault.Message}", fault);
        }
    }

    private static RegoValue Literal(JsonElement value, string path)
    {
        try
        {
            return value.GetRawText().Length <= 64 ? RegoJson.From(value) : throw new PolicyFault($"{path}: a number has more than 64 characters");
        }
        catch (RegoInputException error)
        {
            throw new PolicyFault($"{path}: {error.Message}", error);
        }
    }
}
