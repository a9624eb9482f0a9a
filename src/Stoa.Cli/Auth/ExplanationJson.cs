using System.Text.Json;
using Stoa.Cli.Terminals;
using Stoa.Mcp.Governance.Authentication.Tracing;

namespace Stoa.Cli.Auth;

/// <summary>An explanation for programs.</summary>
internal static class ExplanationJson
{
    public static string Of(Explanation explanation) => JsonOutput.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("accepted", explanation.Caller is not null);
        writer.WriteStartArray("checks");
        foreach (var check in explanation.Checks)
        {
            Write(writer, check);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("notes");
        foreach (var note in explanation.Notes)
        {
            writer.WriteStringValue(note);
        }

        writer.WriteEndArray();
        if (explanation.Caller is { } caller)
        {
            writer.WriteStartObject("caller");
            foreach (var (name, text) in CallerFields.Of(caller))
            {
                writer.WriteString(name, text);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, VerificationCheck check)
    {
        writer.WriteStartObject();
        writer.WriteString("name", check.Name);
        writer.WriteBoolean("passed", check.Refusal is null);
        WriteIf(writer, "found", check.Found);
        WriteIf(writer, "reason", check.Refusal);
        WriteIf(writer, "hint", check.Refusal is null ? null : CheckHints.For(check.Name));
        writer.WriteEndObject();
    }

    private static void WriteIf(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
