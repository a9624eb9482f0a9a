using System.Buffers;
using System.Text.Json;
using Stoa.Cli.Audit.Filters;
using Stoa.Trail;

namespace Stoa.Cli.Audit.Export;

/// <summary>
/// Entries as events of OCSF's class API Activity (6003), schema 1.2.0, one JSON object a line. What the class has no attribute for is in
/// <c>unmapped</c> under its own name.
/// </summary>
internal sealed class OcsfExport : IEntryExport
{
    private const int ClassUid = 6003;

    public bool AllEntries => false;

    public void Begin(IBufferWriter<byte> output)
    {
    }

    public bool Write(EntryView entry, IBufferWriter<byte> output)
    {
        if (entry.Entry.Kind is TrailEntryKinds.Segment or TrailEntryKinds.Head or TrailEntryKinds.Anomaly)
        {
            return false;
        }

        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        WriteClass(writer, entry);
        WriteStatus(writer, entry);
        OcsfObjects.WriteActor(writer, entry);
        OcsfObjects.WriteApi(writer, entry);
        OcsfObjects.WriteSource(writer, entry);
        OcsfObjects.WriteResources(writer, entry);
        WriteMetadata(writer, entry);
        OcsfUnmapped.Write(writer, entry);
        writer.WriteEndObject();
        writer.Flush();
        output.Write("\n"u8);
        return true;
    }

    private static void WriteClass(Utf8JsonWriter writer, EntryView entry)
    {
        var activity = OcsfActivity.Of(entry.Text("target", "access"));
        writer.WriteNumber("activity_id", activity.Id);
        writer.WriteString("activity_name", activity.Name);
        writer.WriteNumber("category_uid", 6);
        writer.WriteString("category_name", "Application Activity");
        writer.WriteNumber("class_uid", ClassUid);
        writer.WriteString("class_name", "API Activity");
        writer.WriteNumber("type_uid", (ClassUid * 100) + activity.Id);
        writer.WriteString("type_name", $"API Activity: {activity.Name}");
        writer.WriteNumber("time", entry.Entry.Time.ToUnixTimeMilliseconds());
        OcsfObjects.WriteNumber(writer, "count", entry.Number("count"));
    }

    private static void WriteStatus(Utf8JsonWriter writer, EntryView entry)
    {
        var status = OcsfStatus.Of(entry);
        writer.WriteNumber("severity_id", status.SeverityId);
        writer.WriteString("severity", status.Severity);
        writer.WriteNumber("status_id", status.Id);
        writer.WriteString("status", status.Name);
        OcsfObjects.WriteText(writer, "status_code", status.Code);
        OcsfObjects.WriteText(writer, "status_detail", string.Join("; ", entry.Texts("reasons")));
        writer.WriteString("message", $"{entry.Text("operation") ?? entry.Entry.Kind} {entry.Text("target", "name")}".Trim() + (status.Code is null ? "" : $": {status.Code}"));
    }

    private static void WriteMetadata(Utf8JsonWriter writer, EntryView entry)
    {
        writer.WriteStartObject("metadata");
        writer.WriteString("version", "1.2.0");
        writer.WriteStartObject("product");
        writer.WriteString("name", "Stoa.Mcp.Governance");
        writer.WriteString("vendor_name", "Stoa");
        writer.WriteEndObject();
        writer.WriteString("uid", entry.Entry.Hash);
        OcsfObjects.WriteText(writer, "correlation_uid", entry.Entry.DecisionId);
        writer.WriteNumber("sequence", entry.Entry.Sequence);
        OcsfObjects.WriteText(writer, "tenant_uid", entry.Entry.Tenant);
        writer.WriteString("event_code", entry.Entry.Kind);
        writer.WriteString("log_name", "stoa-audit");
        writer.WriteString("log_version", "1");
        OcsfObjects.WriteText(writer, "original_time", entry.Text("time"));
        writer.WriteEndObject();
    }
}
