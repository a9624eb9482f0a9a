namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>Reads the spec of a <c>Tool</c>, in STOA's newer and older form.</summary>
internal static class ToolReader
{
    private const int LongestTimeout = 600;
    private const int MostCost = 1_000_000;

    public static ToolResource? Read(ResourceHeader header, FieldReader spec, FileErrors errors)
    {
        spec.Require("displayName", "the name for people");
        spec.Require("description", "what the tool does, for the model");
        spec.Require("endpoint", "the address of the operation");
        spec.Require("method", string.Join(", ", MethodRisk.Methods));
        spec.Require("inputSchema", "a JSON Schema of the arguments");
        var method = spec.Text("method", MethodRisk.Check) ?? "POST";
        EndpointTemplate? endpoint = null;
        var address = spec.Text("endpoint", text =>
        {
            endpoint = EndpointTemplate.Read(text, out var refusal);
            return refusal;
        });
        var input = ToolSchemaReader.Read(spec, "inputSchema", errors);
        var cost = spec.Count("cost", least: 0, MostCost) ?? 1;
        var tool = new ToolResource
        {
            Name = header.Name ?? "",
            Namespace = header.Namespace,
            DisplayName = spec.Text("displayName", TextRules.Title) ?? "",
            Description = spec.Text("description", TextRules.Description) ?? "",
            Endpoint = address ?? "",
            Method = method,
            InputSchema = input,
            OutputSchema = ToolSchemaReader.Read(spec, "outputSchema", errors),
            Auth = ReadAuth(spec),
            RateLimit = RateLimitReader.Read(spec, header.Name ?? "x", cost),
            Hints = ToolHintsReader.Read(spec, method),
            Timeout = ReadTimeout(spec),
            Enabled = spec.Flag("enabled", absent: true),
            Tags = spec.Texts("tags", TextRules.Title) ?? [],
            Version = spec.Text("version", TextRules.Title),
            ToolNamespace = spec.Text("toolNamespace", NameRules.Name),
            Environment = spec.Text("environment", NameRules.Name),
            Scopes = ReadScopes(spec) ?? [],
            Cost = cost,
            Mapping = ToolMappingReader.Read(spec, method, endpoint, input),
            Source = header.Source,
        };
        ReadOrigin(spec);
        spec.RefuseOthers();
        return header.Name is null ? null : tool;
    }

    /// <summary><c>scopes</c>, sorted as policies read them; null where absent.</summary>
    public static IReadOnlyList<string>? ReadScopes(FieldReader fields) =>
        fields.Texts("scopes", NameRules.Scope) is { } scopes ? [.. scopes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : null;

    private static UpstreamAuth ReadAuth(FieldReader spec)
    {
        var auth = UpstreamAuthReader.Read(spec, "auth", UpstreamAuthReader.OfApi);
        var older = UpstreamAuthReader.Read(spec, "authentication", UpstreamAuthReader.OfApi);
        if (spec.Has("auth") && spec.Has("authentication"))
        {
            spec.Wrong("authentication", "is the older name of auth: write one of them");
        }

        return spec.Has("auth") ? auth : older;
    }

    private static TimeSpan? ReadTimeout(FieldReader spec)
    {
        TimeSpan timeout = default;
        var text = spec.Text("timeout", text => DurationText.TryParse(text, out timeout) && timeout.TotalSeconds <= LongestTimeout
            ? null
            : $"'{Shown.Value(text)}' is not a whole number with s or m (30s, 2m), at most {LongestTimeout}s");
        return text is null ? null : timeout;
    }

    // Where a generator took the tool from: for people.
    private static void ReadOrigin(FieldReader spec)
    {
        if (spec.Fields("apiRef") is { } origin)
        {
            origin.Text("name");
            origin.Text("version");
            origin.Text("operationId");
            origin.RefuseOthers();
        }
    }
}
