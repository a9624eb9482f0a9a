using System.Text.Json;
using Stoa.Cli.Audit.Filters;

namespace Stoa.Cli.Audit.Export;

/// <summary>What API Activity has no attribute for, under its name in the trail: nothing of an entry is lost.</summary>
internal static class OcsfUnmapped
{
    /// <summary>Fields that an attribute holds in full.</summary>
    private static readonly HashSet<string> Mapped =
    [
        "schema_version", "seq", "prev", "hash", "kind", "decision_id", "time", "tenant", "operation", "server", "arguments", "reasons", "count", "source",
    ];

    private static readonly HashSet<string> MappedOfCaller = ["subject", "agent", "issuer", "email", "credential_id", "roles"];
    private static readonly HashSet<string> MappedOfTarget = ["name", "kind", "tool_namespace"];
    private static readonly HashSet<string> MappedOfTransport = ["session_id", "remote_address", "protocol_version"];

    public static void Write(Utf8JsonWriter writer, EntryView entry)
    {
        writer.WriteStartObject("unmapped");
        foreach (var field in entry.Root.EnumerateObject().Where(field => !Mapped.Contains(field.Name)))
        {
            Write(writer, field);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JsonProperty field)
    {
        var mapped = field.Name switch
        {
            "caller" => MappedOfCaller,
            "target" => MappedOfTarget,
            "transport" => MappedOfTransport,
            _ => null,
        };
        if (mapped is null || field.Value.ValueKind != JsonValueKind.Object)
        {
            field.WriteTo(writer);
            return;
        }

        var rest = field.Value.EnumerateObject().Where(inner => !mapped.Contains(inner.Name)).ToList();
        if (rest.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(field.Name);
        rest.ForEach(inner => inner.WriteTo(writer));
        writer.WriteEndObject();
    }
}
