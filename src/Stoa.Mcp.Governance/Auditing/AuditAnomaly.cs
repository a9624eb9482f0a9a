using System.Text.Json;
using Stoa.Mcp.Governance.Anomalies;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>The part of an entry that tells of an anomaly.</summary>
internal static class AuditAnomaly
{
    public static void Write(Utf8JsonWriter writer, Anomaly? anomaly)
    {
        if (anomaly is null)
        {
            return;
        }

        writer.WriteStartObject("anomaly"u8);
        writer.WriteText("agent"u8, anomaly.Agent);
        writer.WriteText("operation"u8, anomaly.Operation);
        writer.WriteText("tool"u8, anomaly.Tool.Length > 0 ? anomaly.Tool : null);
        writer.WriteString("state"u8, AuditNames.Of(anomaly.State));
        writer.WriteNumber("expected_per_minute"u8, Math.Round(anomaly.ExpectedPerMinute, 4));
        writer.WriteNumber("observed_per_minute"u8, Math.Round(anomaly.ObservedPerMinute, 4));
        writer.WriteNumber("ratio"u8, Math.Round(anomaly.Ratio, 2));
        writer.WriteNumber("window_seconds"u8, Math.Round(anomaly.Window.TotalSeconds, 3));
        writer.WriteString("method"u8, Anomaly.Method);
        if (anomaly.LimitPerMinute is { } limit)
        {
            writer.WriteNumber("limit_per_minute"u8, limit);
        }

        writer.WriteText("by"u8, anomaly.By, BoundedText.MostOfClient);
        writer.WriteEndObject();
    }
}
