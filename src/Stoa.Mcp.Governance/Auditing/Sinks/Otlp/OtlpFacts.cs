using System.Text.Json;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

/// <summary>What of an entry becomes attributes, so that a collector can search without reading the line.</summary>
internal sealed record OtlpFacts
{
    public string? Operation { get; private set; }

    public string? Tool { get; private set; }

    public string? Agent { get; private set; }

    public string? Decision { get; private set; }

    public string? Code { get; private set; }

    public string? Outcome { get; private set; }

    public string? TraceId { get; private set; }

    public string? AnomalyState { get; private set; }

    /// <exception cref="FormatException">The line is no entry.</exception>
    public static OtlpFacts Read(TrailEntry entry)
    {
        var facts = new OtlpFacts();
        try
        {
            var reader = new Utf8JsonReader(entry.Json.Span);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                facts.Take(ref reader);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException($"Entry {entry.Sequence} cannot be read: {exception.Message}", exception);
        }

        return facts;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("operation"u8))
        {
            Operation = Text(ref reader);
        }
        else if (reader.ValueTextEquals("decision"u8))
        {
            Decision = Text(ref reader);
        }
        else if (reader.ValueTextEquals("code_name"u8))
        {
            Code = Text(ref reader);
        }
        else if (reader.ValueTextEquals("outcome"u8))
        {
            Outcome = Text(ref reader);
        }
        else if (reader.ValueTextEquals("trace_id"u8))
        {
            TraceId = Text(ref reader);
        }
        else
        {
            TakeNested(ref reader);
        }
    }

    private void TakeNested(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("target"u8))
        {
            var target = Texts(ref reader);
            Tool = target.GetValueOrDefault("kind") == "tool" ? target.GetValueOrDefault("name") : null;
        }
        else if (reader.ValueTextEquals("caller"u8))
        {
            Agent = Texts(ref reader).GetValueOrDefault("agent");
        }
        else if (reader.ValueTextEquals("anomaly"u8))
        {
            var anomaly = Texts(ref reader);
            (Operation, Tool) = (anomaly.GetValueOrDefault("operation"), anomaly.GetValueOrDefault("tool"));
            (Agent, AnomalyState) = (anomaly.GetValueOrDefault("agent"), anomaly.GetValueOrDefault("state"));
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    // The texts directly in an object, by name.
    private static Dictionary<string, string> Texts(ref Utf8JsonReader reader)
    {
        var texts = new Dictionary<string, string>();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                texts[name] = reader.GetString()!;
            }

            reader.Skip();
        }

        return texts;
    }
}
