using Stoa.Mcp.Governance.Authentication.Claims;
using Stoa.Mcp.Governance.Authentication.SigningKeys;

namespace Stoa.Mcp.Governance.Authentication.Introspection;

/// <summary>Checks how opaque tokens are asked about.</summary>
internal static class IntrospectionOptionsCheck
{
    private const int MostAnswers = 1_000_000;

    public static void Check(IntrospectionOptions options, string path, OptionsErrors errors)
    {
        errors.RequireRange(options.CacheLifetime, TimeSpan.Zero, TimeSpan.FromSeconds(60), $"{path}:CacheLifetime");
        errors.RequireNumber(options.CacheEntries, 0, MostAnswers, $"{path}:CacheEntries");
        errors.RequireNumber(options.MaxConcurrency, 1, 1_000, $"{path}:MaxConcurrency");
        errors.RequireRange(options.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), $"{path}:Timeout");
        errors.Require(options.Tenant is not "", $"{path}:Tenant", options.Tenant, "leave it out, or name a tenant.");
        ClaimMappingCheck.Check(options, path, errors);
        if (options.Endpoint is not null || IsBegun(options))
        {
            CheckEndpoint(options, path, errors);
        }
    }

    private static bool IsBegun(IntrospectionOptions options) =>
        options.Issuer.Length > 0 || options.ClientId.Length > 0 || options.ClientSecret is not null || options.ClientSecretFile is not null
        || options.Audiences.Count > 0;

    private static void CheckEndpoint(IntrospectionOptions options, string path, OptionsErrors errors)
    {
        errors.Require(KeyAddress.TryRead(options.Endpoint, options.AllowInsecureEndpoint, out _), $"{path}:Endpoint", options.Endpoint,
            "an absolute https URI is needed; http only for a loopback host with AllowInsecureEndpoint.");
        errors.Require(
            options.Issuer.Length > 0 && !options.Issuer.Any(c => c == '|' || char.IsWhiteSpace(c) || char.IsControl(c)),
            $"{path}:Issuer", options.Issuer, "the issuer is needed, without space, bar or control character.");
        errors.RequireText(options.ClientId, $"{path}:ClientId");
        errors.Require(options.Audiences.Count > 0, $"{path}:Audiences", null, "at least one audience is needed: this server's canonical URI.");
        errors.RequireTexts(options.Audiences, $"{path}:Audiences");

        // Not quoted: it is a secret.
        var secrets = (string.IsNullOrEmpty(options.ClientSecret) ? 0 : 1) + (options.ClientSecretFile is null ? 0 : 1);
        errors.Require(secrets == 1, $"{path}:ClientSecret", $"{secrets} secrets", "exactly one of ClientSecret and ClientSecretFile is needed.");
        errors.Require(options.ClientSecretFile is null || File.Exists(options.ClientSecretFile), $"{path}:ClientSecretFile",
            options.ClientSecretFile, "a file that exists is needed.");
    }
}
