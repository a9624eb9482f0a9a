using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stoa.Rego;

namespace Stoa.Cli.Terminals;

/// <summary>Indented JSON for people and programs.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", MaxDepth = 10_000, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Of(RegoValue value) => Of(writer => Write(writer, value));

    /// <summary>A value: sets as arrays, keys that are no strings as their JSON text.</summary>
    public static void Write(Utf8JsonWriter writer, RegoValue value)
    {
        switch (value)
        {
            case RegoString text:
                writer.WriteStringValue(text.Value);
                break;
            case RegoObject members:
                writer.WriteStartObject();
                foreach (var (key, member) in members)
                {
                    writer.WritePropertyName(key is RegoString name ? name.Value : key.ToJson());
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
            case RegoArray or RegoSet:
                writer.WriteStartArray();
                foreach (var item in (IEnumerable<RegoValue>)value)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteRawValue(value.ToJson(), skipInputValidation: true);
                break;
        }
    }

    /// <summary>The member <c>errors</c> in OPA's form.</summary>
    public static void WriteErrors(Utf8JsonWriter writer, IEnumerable<RegoError> errors)
    {
        writer.WriteStartArray("errors");
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            writer.WriteString("message", error.Message);
            writer.WriteString("code", error.Code);
            if (error.Location is { } location)
            {
                WriteLocation(writer, location);
            }

            if (error.Hint is not null)
            {
                writer.WriteString("hint", error.Hint);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteLocation(Utf8JsonWriter writer, SourceLocation location)
    {
        writer.WriteStartObject("location");
        writer.WriteString("file", location.File);
        writer.WriteNumber("row", location.Row);
        writer.WriteNumber("col", location.Column);
        writer.WriteEndObject();
    }
}
