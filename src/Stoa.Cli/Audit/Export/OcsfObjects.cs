using System.Net;
using System.Text.Json;
using Stoa.Cli.Audit.Filters;

namespace Stoa.Cli.Audit.Export;

/// <summary>The objects of an API Activity: who, what, from where, on what.</summary>
internal static class OcsfObjects
{
    public static void WriteActor(Utf8JsonWriter writer, EntryView entry)
    {
        writer.WriteStartObject("actor");

        // An actor needs at least one name: before a caller is known, what the client calls itself.
        writer.WriteString("app_name", entry.Text("caller", "agent") ?? entry.Text("client", "name") ?? "unknown");
        if (entry.Text("caller", "subject") is { } subject)
        {
            WriteUser(writer, entry, subject);
        }

        if (entry.Text("transport", "session_id") is { } session)
        {
            writer.WriteStartObject("session");
            writer.WriteString("uid", session);
            WriteText(writer, "issuer", entry.Text("caller", "issuer"));
            writer.WriteEndObject();
        }

        WriteAuthorizations(writer, entry);
        writer.WriteEndObject();
    }

    public static void WriteApi(Utf8JsonWriter writer, EntryView entry)
    {
        writer.WriteStartObject("api");
        writer.WriteString("operation", entry.Text("operation") ?? "unknown");
        WriteText(writer, "version", entry.Text("transport", "protocol_version"));
        writer.WriteStartObject("service");
        writer.WriteString("name", entry.Text("server") ?? "unknown");
        writer.WriteEndObject();
        writer.WriteStartObject("request");
        writer.WriteString("uid", entry.Text("request_id") ?? entry.Entry.DecisionId ?? entry.Entry.Hash);
        WriteData(writer, entry);
        writer.WriteEndObject();
        writer.WriteStartObject("response");
        WriteNumber(writer, "code", entry.Number("error_code"));
        WriteText(writer, "error", entry.Text("decision") == "deny" ? entry.Text("code_name") : null);
        WriteText(writer, "message", entry.Text("outcome"));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void WriteSource(Utf8JsonWriter writer, EntryView entry)
    {
        var address = entry.Text("transport", "remote_address") ?? entry.Text("source");
        writer.WriteStartObject("src_endpoint");
        writer.WriteString(IPAddress.TryParse(address, out _) ? "ip" : "name", address ?? entry.Text("transport", "kind") ?? "unknown");
        writer.WriteEndObject();
    }

    public static void WriteResources(Utf8JsonWriter writer, EntryView entry)
    {
        if (entry.Text("target", "name") is not { Length: > 0 } name)
        {
            return;
        }

        writer.WriteStartArray("resources");
        writer.WriteStartObject();
        writer.WriteString("name", name);
        WriteText(writer, "type", entry.Text("target", "kind"));
        WriteText(writer, "namespace", entry.Text("target", "tool_namespace"));
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    public static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            writer.WriteString(name, text);
        }
    }

    public static void WriteNumber(Utf8JsonWriter writer, string name, long? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void WriteUser(Utf8JsonWriter writer, EntryView entry, string subject)
    {
        writer.WriteStartObject("user");
        writer.WriteString("uid", subject);
        WriteText(writer, "domain", entry.Text("caller", "issuer"));
        WriteText(writer, "email_addr", entry.Text("caller", "email"));
        WriteText(writer, "credential_uid", entry.Text("caller", "credential_id"));
        var roles = entry.Texts("caller", "roles").ToList();
        if (roles.Count > 0)
        {
            writer.WriteStartArray("groups");
            foreach (var role in roles)
            {
                writer.WriteStartObject();
                writer.WriteString("name", role);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteAuthorizations(Utf8JsonWriter writer, EntryView entry)
    {
        if (entry.Text("decision") is not { } decision)
        {
            return;
        }

        writer.WriteStartArray("authorizations");
        var rules = entry.Texts("matched_rules").DefaultIfEmpty("").ToList();
        foreach (var rule in rules)
        {
            writer.WriteStartObject();
            writer.WriteString("decision", decision == "allow" ? "allowed" : "denied");
            if (rule.Length > 0)
            {
                writer.WriteStartObject("policy");
                writer.WriteString("name", rule);
                WriteText(writer, "version", entry.Text("policy_revision"));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteData(Utf8JsonWriter writer, EntryView entry)
    {
        if (entry.Find("arguments") is { } arguments)
        {
            writer.WritePropertyName("data");
            arguments.WriteTo(writer);
        }
    }
}
