using System.Globalization;
using Stoa.Mcp.Governance.Authentication.Claims;
using Stoa.Mcp.Governance.Authentication.SigningKeys;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>Checks the JWT options and every issuer.</summary>
internal static class JwtOptionsCheck
{
    private const int MostTokens = 1_000_000;
    private const string AddressRule = "an absolute https URI is needed; http only for a loopback host with AllowInsecureMetadata.";

    public static void Check(JwtAuthenticationOptions options, string path, OptionsErrors errors)
    {
        errors.Require(options.TokenCacheEntries is >= 0 and <= MostTokens, $"{path}:TokenCacheEntries",
            options.TokenCacheEntries.ToString(CultureInfo.InvariantCulture), "from 0 to 1000000.");
        errors.RequireRange(options.TokenCacheLifetime, TimeSpan.Zero, TimeSpan.FromHours(1), $"{path}:TokenCacheLifetime");
        errors.RequireRange(options.KeyRefreshInterval, TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), $"{path}:KeyRefreshInterval");
        errors.RequireRange(options.KeyMaxStale, options.KeyRefreshInterval, TimeSpan.FromHours(24), $"{path}:KeyMaxStale");
        foreach (var (index, issuer) in options.Issuers.Index())
        {
            Check(issuer, $"{path}:Issuers:{index}", errors);
        }

        errors.RequireDistinct(options.Issuers.Select(issuer => issuer.Issuer), index => $"{path}:Issuers:{index}:Issuer");
    }

    private static void Check(JwtIssuerOptions issuer, string path, OptionsErrors errors)
    {
        errors.Require(IsIssuer(issuer.Issuer), $"{path}:Issuer", issuer.Issuer, "the exact 'iss' value is needed, without space, bar or control character.");
        errors.Require(issuer.Audiences.Count > 0, $"{path}:Audiences", null, "at least one audience is needed: this server's canonical URI.");
        errors.RequireTexts(issuer.Audiences, $"{path}:Audiences");
        foreach (var (index, algorithm) in issuer.Algorithms.Index())
        {
            errors.Require(JwtAlgorithms.Supported.Contains(algorithm), $"{path}:Algorithms:{index}", algorithm,
                $"one of {string.Join(", ", JwtAlgorithms.Supported)}.");
        }

        errors.RequireRange(issuer.ClockSkew, TimeSpan.Zero, TimeSpan.FromSeconds(60), $"{path}:ClockSkew");
        errors.Require(issuer.Tenant is not "", $"{path}:Tenant", issuer.Tenant, "leave it out, or name a tenant.");
        ClaimMappingCheck.Check(issuer, path, errors);
        CheckKeys(issuer, path, errors);
    }

    private static void CheckKeys(JwtIssuerOptions issuer, string path, OptionsErrors errors)
    {
        string?[] sources = [issuer.MetadataAddress, issuer.JwksUri, issuer.JwksFile];
        var given = sources.Count(source => source is not null);
        errors.Require(given == 1, path, $"{given} key sources", "exactly one of MetadataAddress, JwksUri and JwksFile is needed.");
        CheckAddress(issuer.MetadataAddress, issuer, $"{path}:MetadataAddress", errors);
        CheckAddress(issuer.JwksUri, issuer, $"{path}:JwksUri", errors);
        errors.Require(issuer.JwksFile is null || File.Exists(issuer.JwksFile), $"{path}:JwksFile", issuer.JwksFile, "a file that exists is needed.");
        errors.Require(issuer.JwksHosts.Count == 0 || issuer.MetadataAddress is not null, $"{path}:JwksHosts",
            string.Join(',', issuer.JwksHosts), "it goes with MetadataAddress alone.");
    }

    private static void CheckAddress(string? address, JwtIssuerOptions issuer, string key, OptionsErrors errors) =>
        errors.Require(address is null || KeyAddress.TryRead(address, issuer.AllowInsecureMetadata, out _), key, address, AddressRule);

    private static bool IsIssuer(string text) =>
        text.Length > 0 && !text.Any(c => c == '|' || char.IsWhiteSpace(c) || char.IsControl(c));
}
