namespace Stoa.Cli.Audit.Export;

/// <summary>One field of a CSV line.</summary>
internal static class CsvField
{
    /// <summary>Quotes it where RFC 4180 (section 2) asks for that.</summary>
    public static string Of(string text) => text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>
    /// Puts an apostrophe before a text that spreadsheets would take for a formula, as OWASP advises against CSV injection: a caller chooses
    /// its own names, and an auditor opens the file.
    /// </summary>
    public static string Guarded(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
}
