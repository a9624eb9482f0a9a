namespace Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;

/// <summary>One element of <c>X-Forwarded-Client-Cert</c>.</summary>
internal sealed class ForwardedElement
{
    // Those of which an element may have several: a certificate has several names.
    private static readonly string[] Repeatable = ["By", "URI", "DNS"];
    private static readonly string[] Single = ["Hash", "Cert", "Chain", "Subject"];

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public string? Hash => _values.GetValueOrDefault("Hash");

    public string? Cert => _values.GetValueOrDefault("Cert");

    public string? Chain => _values.GetValueOrDefault("Chain");

    /// <summary>Whether the pair is one that Envoy writes, and stands there once.</summary>
    public bool TryAdd(string name, string value) =>
        Repeatable.Contains(name, StringComparer.OrdinalIgnoreCase)
        || (Single.Contains(name, StringComparer.OrdinalIgnoreCase) && _values.TryAdd(name, value));
}
