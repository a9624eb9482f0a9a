namespace Stoa.Mcp.Sidecar.CommandLine;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    public const string Text = """
        Governs MCP servers that cannot be changed, from beside or in front of them.

        Usage:
          stoa-sidecar [options]

        Options:
          -c, --config FILE  Configuration, YAML or JSON (.json). Else STOA_CONFIG, else stoa.yaml here, else /etc/stoa/stoa.yaml
          --check            Load everything, say what is wrong or what would run, and listen to nothing
          --schema           Print the JSON Schema of the configuration file, for editors
          --version          Print the version
          -h, --help         Print this

        Environment:
          STOA_GATEWAY_MODE           edge-mcp, sidecar, proxy or shadow
          STOA_SECTION__KEY           Any key of the file, for example STOA_AUDIT__FOLDER or STOA_HTTP__ALLOWEDHOSTS__0; wins over the file
          OTEL_EXPORTER_OTLP_ENDPOINT Sends traces, metrics and logs there

        Examples:
          stoa-sidecar --config stoa.yaml
          stoa-sidecar --check --config stoa.yaml
          STOA_GATEWAY_MODE=edge-mcp stoa-sidecar

        Exit codes:
          0   served and ended in order; with --check: would start
          1   cannot start; with --check: would not
          64  the command line is wrong

        """;
}
