namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>Reads the spec of a <c>ToolSet</c>.</summary>
internal static class ToolSetReader
{
    private const int LongestTimeout = 600;

    // STOA's older form, which makes tools of an OpenAPI document, and its compositions.
    private static readonly string[] NotYet = ["openAPISpec", "baseURL", "selector", "toolDefaults", "naming", "composition"];

    private static readonly WordTable<ToolSetTransport> Transports = new(
        ("streamable-http", ToolSetTransport.StreamableHttp),
        ("sse", ToolSetTransport.Sse),
        ("stdio", ToolSetTransport.Stdio));

    public static ToolSetResource? Read(ResourceHeader header, FieldReader spec)
    {
        if (RefuseNotYet(spec))
        {
            return null;
        }

        spec.Require("upstream", "a mapping that says where the MCP server is");
        var toolSet = ReadUpstream(header, spec.Fields("upstream")) with
        {
            Tools = spec.Patterns("tools"),
            ExcludedTools = spec.Texts("excludedTools", Exact) ?? [],
            Prefix = spec.Text("prefix", TextRules.Prefix) ?? "",
            Metadata = ToolOverlayReader.Read(spec),
        };
        spec.RefuseOthers();
        return header.Name is null ? null : toolSet;
    }

    private static bool RefuseNotYet(FieldReader spec)
    {
        var found = NotYet.Where(spec.Has).ToArray();
        foreach (var field in found)
        {
            spec.Wrong(field, "is not supported yet: a ToolSet names an MCP server in upstream; declare operations of an HTTP API with kind Tool");
        }

        return found.Length > 0;
    }

    private static ToolSetResource ReadUpstream(ResourceHeader header, FieldReader? upstream)
    {
        var toolSet = new ToolSetResource { Name = header.Name ?? "", Namespace = header.Namespace, Source = header.Source };
        if (upstream is null)
        {
            return toolSet;
        }

        var transport = upstream.Text("transport", Transports.Check) is { } word ? Transports.Read(word) : ToolSetTransport.StreamableHttp;
        toolSet = toolSet with
        {
            Transport = transport,
            Url = upstream.Text("url", TextRules.ServerUrl) is { } url ? new Uri(url) : null,
            Command = upstream.Text("command", NameRules.Name),
            Auth = UpstreamAuthReader.Read(upstream, "auth", UpstreamAuthReader.OfServer),
            TimeoutSeconds = upstream.Count("timeoutSeconds", least: 1, LongestTimeout),
        };
        upstream.RefuseOthers();
        CheckAddress(upstream, transport);
        return toolSet;
    }

    // A server is an address or a command of the operator's, never both: which of them runs must not be a matter of reading.
    private static void CheckAddress(FieldReader upstream, ToolSetTransport transport)
    {
        var isCommand = transport == ToolSetTransport.Stdio;
        var (needed, meaning) = isCommand ? ("command", "the name of a command under Stoa:Gateway:Commands") : ("url", "the address of the MCP server");
        upstream.Require(needed, meaning);
        foreach (var field in isCommand ? ["url", "auth"] : new[] { "command" })
        {
            if (upstream.Has(field))
            {
                upstream.Wrong(field, $"is not for transport {(isCommand ? "stdio" : "streamable-http or sse")}: leave it out");
            }
        }
    }

    private static string? Exact(string text) =>
        text.AsSpan().ContainsAny('*', '?') ? $"'{Shown.Value(text)}' is a pattern; allowed: exact names" : NameRules.Pattern(text);
}
