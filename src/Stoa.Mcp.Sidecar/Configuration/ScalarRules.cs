using System.Globalization;
using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>Whether a value is what its key wants, by the rules of the binder that reads it later.</summary>
internal static class ScalarRules
{
    /// <returns>What is allowed, where <paramref name="text"/> is not; else null.</returns>
    public static string? Refuse(SchemaScalar scalar, string text) => scalar.Kind switch
    {
        ScalarKind.Boolean when !bool.TryParse(text, out _) => "true or false",
        ScalarKind.Integer when !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => "a whole number",
        ScalarKind.Number when !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number) => "a number",
        ScalarKind.Duration when !IsDuration(text) => "a duration as [d.]hh:mm:ss, for example 00:00:30 or 7.00:00:00",
        ScalarKind.Time when !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "a time as 2026-01-31T00:00:00Z",
        ScalarKind.Word when !scalar.Words.Contains(text, StringComparer.OrdinalIgnoreCase) => string.Join(", ", scalar.Words) + Suggestion.For(text, scalar.Words),
        _ => null,
    };

    // The binder takes a bare 30 for 30 days, which nobody means.
    private static bool IsDuration(string text) => text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _);
}
