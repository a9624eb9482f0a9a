using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;

namespace ModelContextProtocol.AspNetCore.Checks;

/// <summary><c>Mcp-Param-*</c> headers must repeat the arguments that a tool's schema marks with <c>x-mcp-header</c>.</summary>
internal static class ParameterHeaderCheck
{
    private const decimal LargestSafeInteger = 9_007_199_254_740_991m;
    private const NumberStyles Number =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly ConditionalWeakTable<Tool, MirroredParameter[]> Mirrored = [];

    public static Rejection? Run(IHeaderDictionary headers, Tool tool, JsonNode? arguments)
    {
        foreach (var parameter in Mirrored.GetValue(tool, static tool => [.. MirroredParameter.In(tool.InputSchema)]))
        {
            var value = parameter.ValueIn(arguments);
            if (!headers.TryGetValue(parameter.Header, out var lines))
            {
                if (value is not null)
                {
                    return Rejection.Mismatch($"The {parameter.Header} header is missing.");
                }
            }
            else if (!HeaderText.TryRead(lines, out var text) || !Same(text, value, parameter.IsInteger))
            {
                return Rejection.Mismatch($"The {parameter.Header} header and its argument differ.");
            }
        }

        return null;
    }

    private static bool Same(string header, JsonNode? value, bool isInteger)
    {
        var body = value?.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => value.ToJsonString(),
            _ => null,
        };

        // 42 and 42.0 are one integer; beyond 2^53-1 not every client would read the same one.
        return isInteger
            ? TryInteger(header, out var left) && TryInteger(body, out var right) && left == right
            : body is not null && string.Equals(header, body, StringComparison.Ordinal);
    }

    private static bool TryInteger(string? text, out decimal value) =>
        decimal.TryParse(text, Number, CultureInfo.InvariantCulture, out value)
        && decimal.IsInteger(value)
        && Math.Abs(value) <= LargestSafeInteger;
}
