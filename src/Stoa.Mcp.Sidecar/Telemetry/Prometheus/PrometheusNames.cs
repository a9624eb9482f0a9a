using System.Text;

namespace Stoa.Mcp.Sidecar.Telemetry.Prometheus;

/// <summary>Names as Prometheus takes them, by OpenTelemetry's rules for it: <c>stoa.governance.duration</c> in <c>s</c> is <c>stoa_governance_duration_seconds</c>.</summary>
internal static class PrometheusNames
{
    public static string OfMetric(string name, string unit, string type)
    {
        var result = Valid(name, firstMayBeDigit: false);
        if (UnitWord(unit, type) is { } word && !result.EndsWith("_" + word, StringComparison.Ordinal))
        {
            result += "_" + word;
        }

        return type == MetricFamily.Counter && !result.EndsWith("_total", StringComparison.Ordinal) ? result + "_total" : result;
    }

    public static string OfLabel(string name) => Valid(name, firstMayBeDigit: false);

    private static string? UnitWord(string unit, string type) => unit switch
    {
        "" or ['{', ..] => null,
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "1" => type == MetricFamily.Gauge ? "ratio" : null,
        "%" => "percent",
        _ => Valid(unit.Split('{')[0].Replace("/", "_per_", StringComparison.Ordinal), firstMayBeDigit: true),
    };

    // Letters, digits and single underscores; nothing that a scraper would read as something else.
    private static string Valid(string name, bool firstMayBeDigit)
    {
        var result = new StringBuilder(name.Length + 1);
        foreach (var character in name)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                result.Append(character);
            }
            else if (result.Length == 0 || result[^1] != '_')
            {
                result.Append('_');
            }
        }

        return result.Length == 0 || (char.IsAsciiDigit(result[0]) && !firstMayBeDigit) ? "_" + result : result.ToString();
    }
}
