using System.Text.Json;
using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Test;

/// <summary>Tests in the form of <c>opa test --format json</c>; durations in nanoseconds.</summary>
internal static class TestJson
{
    public static string Of(IReadOnlyList<RegoTestResult> results) => JsonOutput.Of(writer =>
    {
        writer.WriteStartArray();
        foreach (var result in results)
        {
            Write(writer, result);
        }

        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, RegoTestResult result)
    {
        writer.WriteStartObject();
        JsonOutput.WriteLocation(writer, result.Location);
        writer.WriteString("package", result.Package);
        writer.WriteString("name", result.Name);
        if (result.Outcome == RegoTestOutcome.Failed)
        {
            writer.WriteBoolean("fail", true);
        }

        if (result.Outcome == RegoTestOutcome.Skipped)
        {
            writer.WriteBoolean("skip", true);
        }

        if (result.Errors is [var error, ..])
        {
            writer.WriteStartObject("error");
            writer.WriteString("code", error.Code);
            writer.WriteString("message", error.Message);
            if (error.Location is { } location)
            {
                JsonOutput.WriteLocation(writer, location);
            }

            writer.WriteEndObject();
        }

        if (result.Output.Count > 0)
        {
            writer.WriteString("output", string.Join('\n', result.Output) + "\n");
        }

        WriteCases(writer, result);
        writer.WriteNumber("duration", result.Duration.Ticks * TimeSpan.NanosecondsPerTick);
        writer.WriteEndObject();
    }

    private static void WriteCases(Utf8JsonWriter writer, RegoTestResult result)
    {
        if (result.Cases.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("sub_results");
        foreach (var (name, passed) in result.Cases)
        {
            writer.WriteStartObject(name);
            writer.WriteString("name", name);
            if (!passed)
            {
                writer.WriteBoolean("fail", true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
