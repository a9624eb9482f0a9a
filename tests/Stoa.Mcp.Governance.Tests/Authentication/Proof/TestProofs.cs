using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Tests.Authentication.Proof;

/// <summary>Proofs of possession put together by hand so that they can be wrong in every way.</summary>
internal static class TestProofs
{
    public const string Header = """{"typ":"dpop+jwt","alg":"ES256","jwk":JWK}""";

    /// <summary>The client's key, which bound tokens name.</summary>
    public static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static readonly ECDsa OtherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static string Jwk { get; } = TestKeys.EcJwk(Key, null);

    public static string Thumbprint { get; } = ThumbprintOf(Key);

    public static string Confirmation { get; } = $$"""{"jkt":"{{Thumbprint}}"}""";

    /// <summary>A token bound to <see cref="Key"/>.</summary>
    public static string BoundToken(this TokenSource tokens, params (string Name, string? Json)[] changes) =>
        tokens.Token([("cnf", Confirmation), .. changes]);

    /// <summary>A proof that is accepted with the token, with members replaced by the given JSON, or left out for null.</summary>
    public static string Of(TokenSource tokens, string token, params (string Name, string? Json)[] changes) =>
        Sign(Header, Payload(tokens, token, changes));

    public static string Payload(TokenSource tokens, string token, params (string Name, string? Json)[] changes) =>
        Payload(tokens.Clock.GetUtcNow(), token, "https://mcp.example/mcp", changes);

    public static string Payload(DateTimeOffset now, string token, string address, params (string Name, string? Json)[] changes)
    {
        var members = new Dictionary<string, string?>
        {
            ["jti"] = $"\"{Guid.NewGuid()}\"",
            ["htm"] = "\"POST\"",
            ["htu"] = JsonSerializer.Serialize(address),
            ["iat"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["ath"] = $"\"{TestKeys.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(token)))}\"",
        };
        foreach (var (name, json) in changes)
        {
            members[name] = json;
        }

        return "{" + string.Join(',', members.Where(m => m.Value is not null).Select(m => $"\"{m.Key}\":{m.Value}")) + "}";
    }

    public static string Sign(string header, string payload, Func<byte[], byte[]>? sign = null) =>
        TestKeys.Sign(header.Replace(":JWK", $":{Jwk}", StringComparison.Ordinal), payload, sign ?? (data => Key.SignData(data, HashAlgorithmName.SHA256)));

    public static string ThumbprintOf(ECDsa key)
    {
        var p = key.ExportParameters(false);
        return TestKeys.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(
            $$"""{"crv":"P-256","kty":"EC","x":"{{TestKeys.Encode(p.Q.X!)}}","y":"{{TestKeys.Encode(p.Q.Y!)}}"}""")));
    }

    public static string ThumbprintOf(RSA key)
    {
        var p = key.ExportParameters(false);
        return TestKeys.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(
            $$"""{"e":"{{TestKeys.Encode(p.Exponent!)}}","kty":"RSA","n":"{{TestKeys.Encode(p.Modulus!)}}"}""")));
    }
}
