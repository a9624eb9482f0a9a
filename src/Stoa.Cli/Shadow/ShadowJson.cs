using System.Globalization;
using System.Text.Json;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Shadow;

/// <summary>A report for programs (docs/shadow.md).</summary>
internal static class ShadowJson
{
    public static string Of(ShadowReport report) => JsonOutput.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("schema_version", 1);
        WriteTime(writer, "first", report.First);
        WriteTime(writer, "last", report.Last);
        writer.WriteStartObject("totals");
        writer.WriteNumber("seen", report.Seen);
        writer.WriteNumber("would_allow", report.WouldAllow);
        writer.WriteNumber("would_deny", report.WouldDeny);
        writer.WriteNumber("refused_before_tenant", report.RefusedBeforeTenant);
        writer.WriteNumber("not_listed", report.NotListed);
        writer.WriteEndObject();
        writer.WriteStartArray("denials");
        foreach (var group in report.Groups)
        {
            Write(writer, group);
        }

        writer.WriteEndArray();
        Write(writer, MissingGrants.Of(report));
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, DenialGroup group)
    {
        var key = group.Key;
        writer.WriteStartObject();
        writer.WriteString("tenant", key.Tenant);
        writer.WriteString("caller", key.Caller);
        writer.WriteString("agent", key.Agent);
        writer.WriteString("operation", key.Operation);
        writer.WriteStartObject("target");
        writer.WriteString("kind", key.TargetKind);
        writer.WriteString("name", key.Target);
        writer.WriteString("access", key.Access);
        writer.WriteEndObject();
        writer.WriteNumber("code", key.Code);
        writer.WriteString("code_name", key.CodeName);
        writer.WriteString("step", key.Step);
        writer.WriteNumber("count", group.Count);
        WriteTime(writer, "first", group.First);
        WriteTime(writer, "last", group.Last);
        WriteCounts(writer, "reasons", group.Reasons);
        WriteCounts(writer, "rules", group.Rules);
        writer.WriteBoolean("mended_by_grant", MissingGrants.IsMended(group));
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, MissingGrants missing)
    {
        writer.WriteStartArray("missing_tenants");
        foreach (var tenant in missing.Tenants)
        {
            writer.WriteStringValue(tenant);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("missing_grants");
        foreach (var grant in missing.Grants)
        {
            writer.WriteStartObject();
            writer.WriteString("tenant", grant.Tenant);
            writer.WriteString("access", grant.Access);
            writer.WriteString("field", grant.Field);
            writer.WriteString("name", grant.Name);
            writer.WriteNumber("count", grant.Count);
            writer.WriteStartArray("callers");
            foreach (var caller in grant.Callers)
            {
                writer.WriteStringValue(caller);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCounts(Utf8JsonWriter writer, string name, IReadOnlyList<KeyValuePair<string, long>> counts)
    {
        writer.WriteStartArray(name);
        foreach (var (text, count) in counts)
        {
            writer.WriteStartObject();
            writer.WriteString("text", text);
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time) =>
        writer.WriteString(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
