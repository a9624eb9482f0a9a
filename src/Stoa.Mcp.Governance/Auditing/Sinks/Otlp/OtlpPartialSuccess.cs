using System.Text.Json;

namespace Stoa.Mcp.Governance.Auditing.Sinks.Otlp;

/// <summary>Reads whether a collector that answered with success has rejected records all the same.</summary>
internal static class OtlpPartialSuccess
{
    /// <summary>What is wrong; null where every record was taken.</summary>
    public static string? Read(byte[] answer, string? mediaType)
    {
        if (mediaType != "application/json")
        {
            return $"answered with '{mediaType}', which no OTLP receiver answers to JSON: something else is at this address.";
        }

        try
        {
            using var document = JsonDocument.Parse(answer);
            if (!document.RootElement.TryGetProperty("partialSuccess"u8, out var partial) || partial.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var rejected = partial.TryGetProperty("rejectedLogRecords"u8, out var count) ? Number(count) : 0;
            var message = partial.TryGetProperty("errorMessage"u8, out var text) ? text.ToString() : "";
            return rejected > 0 ? $"rejected {rejected} records: {message}" : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return $"answered what is no OTLP answer: {exception.Message}";
        }
    }

    // In OTLP's JSON 64-bit integers are strings; receivers that write numbers exist.
    private static long Number(JsonElement count) => count.ValueKind == JsonValueKind.String
        ? long.Parse(count.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
        : count.GetInt64();
}
