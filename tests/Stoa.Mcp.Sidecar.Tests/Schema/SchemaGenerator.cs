using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using Stoa.Mcp.Gateway;
using Stoa.Mcp.Governance.Kafka;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.Sidecar.Listeners;
using Stoa.Mcp.Sidecar.Telemetry;

namespace Stoa.Mcp.Sidecar.Tests.Schema;

/// <summary>Makes the schema of the configuration file from the options classes, and the meanings from docs/configuration.md.</summary>
internal sealed class SchemaGenerator
{
    private readonly IReadOnlyDictionary<string, string> _meanings = DocumentedKeys.Read();

    /// <summary>Keys that the options have and the page does not.</summary>
    public List<string> Undocumented { get; } = [];

    public JsonObject Generate()
    {
        var properties = new JsonObject { ["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "Where editors find this schema" } };
        var sections = ConfigurationSections.All.Concat(
        [
            KeyValuePair.Create(typeof(GatewayOptions), "Gateway:"),
            KeyValuePair.Create(typeof(KafkaSinkOptions), "Kafka:"),
            KeyValuePair.Create(typeof(SidecarHostOptions), "Host:"),
            KeyValuePair.Create(typeof(TelemetryOptions), "Telemetry:"),
        ]);
        foreach (var (type, section) in sections)
        {
            var schema = Section(type, section);
            if (section.Length > 0)
            {
                properties[Camel(section.TrimEnd(':'))] = schema;
                continue;
            }

            foreach (var (name, value) in schema["properties"]!.AsObject().ToList())
            {
                properties[name] = value!.DeepClone();
            }
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Configuration of stoa-sidecar",
            ["description"] = "The file that stoa-sidecar reads, in YAML or JSON. What the keys mean in full: docs/configuration.md.",
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
            ["$defs"] = new JsonObject
            {
                ["duration"] = new JsonObject
                {
                    ["type"] = "string",
                    ["pattern"] = @"^(\d+\.)?\d{1,2}:\d{1,2}(:\d{1,2}(\.\d{1,7})?)?$",
                    ["examples"] = new JsonArray("00:00:30", "7.00:00:00"),
                },
            },
        };
    }

    private JsonObject Section(Type type, string path)
    {
        var properties = new JsonObject();
        var example = Activator.CreateInstance(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsBindable).OrderBy(property => property.MetadataToken))
        {
            properties[Camel(property.Name)] = Value(property.PropertyType, path + property.Name, property.GetValue(example));
        }

        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private JsonObject Value(Type type, string path, object? initial)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.Name == "ProducerConfig")
        {
            return Described(new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } }, path + ":bootstrap.servers", null);
        }

        if (IsOurs(type))
        {
            return Section(type, path + ":");
        }

        if (ArgumentOf(type, typeof(IDictionary<,>), 1) is { } value)
        {
            return Described(new JsonObject { ["type"] = "object", ["additionalProperties"] = Item(value, path, "NAME") }, IsOurs(value) ? null : path, null);
        }

        return (type.IsArray ? type.GetElementType() : ArgumentOf(type, typeof(IList<>), 0)) is { } item
            ? Described(new JsonObject { ["type"] = "array", ["items"] = Item(item, path, "n") }, IsOurs(item) ? null : path, null)
            : Described(SchemaScalars.Of(type, path), path, initial);
    }

    private JsonObject Item(Type type, string path, string placeholder) =>
        IsOurs(type) ? Section(type, $"{path}:{placeholder}:")
        : type.IsArray ? new JsonObject { ["type"] = "array", ["items"] = SchemaScalars.Of(type.GetElementType()!, path) }
        : SchemaScalars.Of(type, path);

    private JsonObject Described(JsonObject schema, string? path, object? initial)
    {
        if (path is not null && _meanings.TryGetValue(path, out var meaning))
        {
            schema["description"] = meaning;
            SchemaScalars.AddBounds(schema, meaning);
        }
        else if (path is not null)
        {
            Undocumented.Add(path);
        }

        SchemaScalars.AddDefault(schema, initial);
        return schema;
    }

    private static bool IsBindable(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true }
        || (property.PropertyType != typeof(string) && (property.PropertyType.IsAssignableTo(typeof(IEnumerable)) || IsOurs(property.PropertyType)));

    private static bool IsOurs(Type type) => type.IsClass && type.Assembly.GetName().Name!.StartsWith("stoa", StringComparison.OrdinalIgnoreCase);

    private static Type? ArgumentOf(Type type, Type generic, int index) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments()[index] : null;

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
