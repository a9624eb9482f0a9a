using System.Globalization;
using Stoa.Mcp.LoadComparison.Overload;

namespace Stoa.Mcp.LoadComparison.Server;

/// <summary>The configuration of a governed variant.</summary>
internal static class GovernedSettings
{
    public const string KeyFile = "keys.json";

    private const string Resources = $"""
        apiVersion: gostoa.dev/v1alpha1
        kind: Tenant
        metadata:
          name: {Issuer.Tenant}
        ---
        apiVersion: gostoa.dev/v1alpha1
        kind: ToolGrant
        metadata:
          name: reports
          namespace: {Issuer.Tenant}
        spec:
          toolNamespaces: [reports]
          environments: [production]
          scopes: ["reports:read"]
        """;

    public static Dictionary<string, string?> For(string variant, string folder)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, variant)).FullName;
        var resources = Directory.CreateDirectory(Path.Combine(own, "resources")).FullName;
        File.WriteAllText(Path.Combine(resources, "acme.yaml"), Resources);
        return new()
        {
            ["Stoa:Server"] = "reports",
            ["Stoa:Environment"] = "production",
            ["Stoa:Resources:Folder"] = resources,
            ["Stoa:Audit:Folder"] = Path.Combine(own, "audit"),
            ["Stoa:Audit:Durability"] = variant == Variants.BeforeAnswer ? "BeforeAnswer" : "Buffered",
            ["Stoa:Metering:Folder"] = Path.Combine(own, "usage"),
            ["Stoa:Quotas:Rules:0:Name"] = "per-agent",
            ["Stoa:Quotas:Rules:0:Algorithm"] = "token_bucket",
            ["Stoa:Quotas:Rules:0:Limit"] = "1000000000",
            ["Stoa:Quotas:Rules:0:PerAgent"] = "true",
            ["Stoa:Authentication:Jwt:Issuers:0:Issuer"] = Issuer.Name,
            ["Stoa:Authentication:Jwt:Issuers:0:Audiences:0"] = Issuer.Audience,
            ["Stoa:Authentication:Jwt:Issuers:0:JwksFile"] = Path.Combine(folder, KeyFile),
        };
    }

    /// <summary>The same for a gateway in proxy mode.</summary>
    public static Dictionary<string, string?> ForGateway(string variant, string folder, string upstream)
    {
        var settings = For(variant, folder);
        settings["Stoa:Gateway:Mode"] = "proxy";
        settings["Stoa:Gateway:Upstream:Url"] = upstream;
        settings["Stoa:Gateway:Upstream:Metadata:0:Tools:0"] = "*";
        settings["Stoa:Gateway:Upstream:Metadata:0:ToolNamespace"] = "reports";
        settings["Stoa:Gateway:Upstream:Metadata:0:Environment"] = "production";
        if (variant == OverloadComparison.Variant)
        {
            settings["Stoa:Gateway:Upstream:MaxConcurrency"] = OverloadComparison.Places.ToString(CultureInfo.InvariantCulture);
        }

        return settings;
    }
}
