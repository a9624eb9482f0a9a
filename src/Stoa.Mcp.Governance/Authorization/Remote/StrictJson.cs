using System.Text.Json;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>Reads JSON of an engine that may be broken or hostile: no member twice (readers would differ), no comment, depth and numbers within bounds.</summary>
internal static class StrictJson
{
    /// <summary>Deepest nesting.</summary>
    public const int MostDepth = 64;

    private const int LongestNumber = 64;
    private const int LongestExponent = 4;

    private static readonly JsonDocumentOptions Document = new() { AllowDuplicateProperties = false, MaxDepth = MostDepth };
    private static readonly JsonReaderOptions Reader = new() { MaxDepth = MostDepth };

    /// <exception cref="JsonException">It is not such JSON.</exception>
    /// <exception cref="RegoInputException">It is not UTF-8.</exception>
    public static RegoValue Parse(byte[] utf8)
    {
        CheckNumbers(utf8);
        JsonDocument.Parse(utf8, Document).Dispose();
        return RegoJson.Parse(utf8);
    }

    // Numbers are exact, and reading a million digits takes time that grows with their square.
    private static void CheckNumbers(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, Reader);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.Number)
            {
                continue;
            }

            var number = reader.ValueSpan;
            var exponent = number.IndexOfAny((byte)'e', (byte)'E');
            if (number.Length > LongestNumber || (exponent >= 0 && number.Length - exponent - 1 > LongestExponent))
            {
                throw new JsonException($"a number has {number.Length} characters; allowed: {LongestNumber}, and {LongestExponent} in its exponent");
            }
        }
    }
}
