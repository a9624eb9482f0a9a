using System.Text.Json;
using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Eval;

/// <summary>Results in the form of <c>opa eval --format json</c>.</summary>
internal static class ResultJson
{
    public static string Of(IReadOnlyList<RegoResult> results, RegoExplanation? explanation) => JsonOutput.Of(writer =>
    {
        writer.WriteStartObject();
        if (results.Count > 0)
        {
            writer.WriteStartArray("result");
            foreach (var result in results)
            {
                Write(writer, result);
            }

            writer.WriteEndArray();
        }

        if (explanation is not null)
        {
            WriteExplanation(writer, explanation);
        }

        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, RegoResult result)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("expressions");
        foreach (var expression in result.Expressions)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("value");
            JsonOutput.Write(writer, expression.Value);
            writer.WriteString("text", expression.Text);
            writer.WriteStartObject("location");
            writer.WriteNumber("row", expression.Location.Row);
            writer.WriteNumber("col", expression.Location.Column);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (result.Bindings.Count > 0)
        {
            writer.WriteStartObject("bindings");
            foreach (var (name, value) in result.Bindings)
            {
                writer.WritePropertyName(name);
                JsonOutput.Write(writer, value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteExplanation(Utf8JsonWriter writer, RegoExplanation explanation)
    {
        using var text = new StringWriter();
        explanation.Write(text);
        writer.WriteStartArray("explanation");
        foreach (var line in text.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
    }
}
