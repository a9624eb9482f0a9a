using System.Globalization;
using System.Text.Json;
using Stoa.Cli.Audit.Export;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Usage;

/// <summary>Totals as a table, CSV or JSON.</summary>
internal static class UsageOutput
{
    private static readonly string[] Columns = ["calls", "errors", "denied", "tokens", "quota_charged"];

    public static void WriteTable(TextWriter output, Style style, UsageReport report)
    {
        var rows = report.Groups.Select(group => (string[])[.. group.Key.Select(Printable.OfPart), .. Numbers(group.Totals), group.Totals.Cost]).ToList();
        rows.Add([.. report.By.Select((_, i) => i == 0 ? "total" : ""), .. Numbers(report.Total), report.Total.Cost]);
        TextTable.Write(output, style, [.. report.By, .. Columns, "cost"], rows);
    }

    public static void WriteCsv(TextWriter output, UsageReport report)
    {
        output.Write(string.Join(',', [.. report.By, .. Columns, "cost_microcents", "cost"]) + "\r\n");
        var groups = report.By.Count > 0 ? report.Groups : [([], report.Total)];
        foreach (var (key, totals) in groups)
        {
            output.Write(string.Join(',', [.. key.Select(part => CsvField.Of(CsvField.Guarded(part))), .. Numbers(totals), Text(totals.CostMicrocents), totals.Cost]) + "\r\n");
        }
    }

    public static string Json(UsageReport report) => JsonOutput.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("groups");
        foreach (var (key, totals) in report.Groups)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in report.By.Zip(key))
            {
                writer.WriteString(name, value);
            }

            Write(writer, totals);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("total");
        Write(writer, report.Total);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, UsageTotals totals)
    {
        foreach (var (name, number) in Columns.Append("cost_microcents").Zip(Numbers(totals).Append(Text(totals.CostMicrocents))))
        {
            writer.WritePropertyName(name);
            using var value = JsonDocument.Parse(number);
            value.RootElement.WriteTo(writer);
        }

        writer.WriteString("cost", totals.Cost);
    }

    private static string[] Numbers(UsageTotals totals) =>
        [Text(totals.Calls), Text(totals.Errors), Text(totals.Denied), Text(totals.Tokens), Text(totals.QuotaCharged)];

    private static string Text(Int128 number) => number.ToString(CultureInfo.InvariantCulture);
}
