using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Stoa.Rego;

/// <summary>The coverage of a policy.</summary>
/// <param name="Files">That of each file with statements, in order of their names.</param>
public sealed record RegoCoverageReport(IReadOnlyList<RegoCoverageFile> Files)
{
    /// <summary>How many rows are covered.</summary>
    public int CoveredRows => Files.Sum(file => file.CoveredRows.Count);

    /// <summary>How many rows with statements are not covered.</summary>
    public int NotCoveredRows => Files.Sum(file => file.NotCoveredRows.Count);

    /// <summary>How much is covered, in percent of rows with statements. Without any, 100.</summary>
    public double Percent => PercentOf(CoveredRows, NotCoveredRows);

    /// <summary>The report as JSON, in the form of <c>opa test --coverage</c>.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("files");
            foreach (var file in Files)
            {
                Write(writer, file);
            }

            writer.WriteEndObject();
            WriteCounts(writer, CoveredRows, NotCoveredRows, Percent);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    internal static double PercentOf(int covered, int notCovered) => covered + notCovered == 0 ? 100 : Math.Round(100.0 * covered / (covered + notCovered), 2);

    private static void Write(Utf8JsonWriter writer, RegoCoverageFile file)
    {
        writer.WriteStartObject(file.File);
        WriteRanges(writer, "covered", file.CoveredRows);
        WriteRanges(writer, "not_covered", file.NotCoveredRows);
        WriteCounts(writer, file.CoveredRows.Count, file.NotCoveredRows.Count, file.Percent);
        writer.WriteEndObject();
    }

    private static void WriteRanges(Utf8JsonWriter writer, string name, IReadOnlyList<int> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var (first, last) in RowRanges.Of(rows))
        {
            writer.WriteStartObject();
            WriteRow(writer, "start", first);
            WriteRow(writer, "end", last);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter writer, string name, int row)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("row", row);
        writer.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter writer, int covered, int notCovered, double percent)
    {
        writer.WriteNumber("covered_lines", covered);
        writer.WriteNumber("not_covered_lines", notCovered);
        writer.WriteNumber("coverage", percent);
    }
}
