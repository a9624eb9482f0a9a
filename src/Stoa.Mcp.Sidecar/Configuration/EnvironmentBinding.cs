using System.Globalization;
using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>
/// Takes <c>STOA_AUDIT__FOLDER</c> as <c>Stoa:Audit:Folder</c>: the prefix goes, two underscores nest. <c>Stoa__Audit__Folder</c>, the spelling
/// of other .NET hosts, is the same variable.
/// </summary>
internal sealed partial class EnvironmentBinding(BoundValues values, List<ConfigurationError> errors)
{
    private const string Prefix = "STOA_";

    /// <summary>STOA's own name for the mode, which has a single underscore.</summary>
    private const string ModeVariable = "STOA_GATEWAY_MODE";

    public void Bind(SchemaSection schema, IReadOnlyDictionary<string, string> variables)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || IsOtherwiseMeant(name))
            {
                continue;
            }

            if (Resolve(schema, name, value) is { } key && !seen.TryAdd(key, name))
            {
                errors.Add(new ConfigurationError(name, $"sets the same key as {seen[key]}; set one of them."));
            }
        }
    }

    private string? Resolve(SchemaSection schema, string name, string value)
    {
        SchemaNode node = schema;
        var key = "Stoa";
        foreach (var segment in Segments(name))
        {
            (node, key) = (node, segment) switch
            {
                (SchemaSection section, _) when section.Keys.TryGetValue(segment, out var known) => (known.Node, $"{key}:{known.Name}"),
                (SchemaMap map, { Length: > 0 }) => (map.Value, $"{key}:{segment}"),
                (SchemaList list, _) when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out _) => (list.Item, $"{key}:{segment}"),
                _ => (null!, key),
            };
            if (node is null)
            {
                return Refuse(name, $"is not a known key{Suggestion.For(Templated(name), VariableNames.Of(schema))}");
            }
        }

        if (node is not SchemaScalar scalar)
        {
            return Refuse(name, node is SchemaList ? $"is a list; set {name}__0 and so on." : $"has keys under it; set one of them, as {name}__….");
        }

        if (ScalarRules.Refuse(scalar, value) is { } allowed)
        {
            return Refuse(name, $"is '{value}'; allowed: {allowed}");
        }

        values.Set(key, value, name);
        return key;
    }

    private string? Refuse(string name, string reason)
    {
        errors.Add(new ConfigurationError(name, reason.EndsWith('?') || reason.EndsWith('.') ? reason : reason + "."));
        return null;
    }

    private static string[] Segments(string name)
    {
        if (name.Equals(ModeVariable, StringComparison.OrdinalIgnoreCase))
        {
            return ["Gateway", "Mode"];
        }

        var rest = name[Prefix.Length..];
        return (rest.StartsWith('_') ? rest[1..] : rest).Split("__");
    }

    // Indexes are of the user; names to compare with have an n there.
    private static string Templated(string name) => string.Join("__", name.Split("__").Select(part => int.TryParse(part, out _) ? "n" : part));

    // Kubernetes tells every container of the services of its namespace: a service named stoa-gateway as STOA_GATEWAY_SERVICE_HOST and so on.
    private static bool IsOtherwiseMeant(string name) =>
        name.Equals(ConfigurationLocation.Variable, StringComparison.OrdinalIgnoreCase) || ServiceLink().IsMatch(name);

    [GeneratedRegex(@"^STOA_([A-Z0-9_]+_)?(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)\z")]
    private static partial Regex ServiceLink();
}
