using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Tests.Authentication;

/// <summary>Keys of an issuer, and tokens put together by hand so that they can be wrong in every way.</summary>
internal static class TestKeys
{
    public static readonly RSA Rsa = RSA.Create(2048);
    public static readonly RSA OtherRsa = RSA.Create(2048);
    public static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static string RsaJwk(RSA key, string? kid, string? more = null)
    {
        var p = key.ExportParameters(false);
        return $$"""{"kty":"RSA",{{Kid(kid)}}"n":"{{Encode(p.Modulus!)}}","e":"{{Encode(p.Exponent!)}}"{{more}}}""";
    }

    public static string EcJwk(ECDsa key, string? kid)
    {
        var p = key.ExportParameters(false);
        return $$"""{"kty":"EC",{{Kid(kid)}}"crv":"P-256","x":"{{Encode(p.Q.X!)}}","y":"{{Encode(p.Q.Y!)}}"}""";
    }

    public static string Set(params string[] keys) => $$"""{"keys":[{{string.Join(',', keys)}}]}""";

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    public static byte[] RS256(byte[] data) => Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static byte[] PS256(byte[] data) => Rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

    public static byte[] ES256(byte[] data) => Ec.SignData(data, HashAlgorithmName.SHA256);

    public static string Sign(string header, string payload, Func<byte[], byte[]>? sign = null)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Encode((sign ?? RS256)(Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>A payload that is accepted, with members replaced by the given JSON, or left out for null.</summary>
    public static string Payload(DateTimeOffset now, params (string Name, string? Json)[] changes)
    {
        var members = new Dictionary<string, string?>
        {
            ["iss"] = "\"https://login.example\"",
            ["sub"] = "\"alice\"",
            ["aud"] = "\"https://mcp.example/mcp\"",
            ["exp"] = (now.ToUnixTimeSeconds() + 600).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["tenant_id"] = "\"acme\"",
            ["client_id"] = "\"agent-7\"",
            ["scope"] = "\"tools.read tools.write\"",
            ["jti"] = "\"t-1\"",
        };
        foreach (var (name, json) in changes)
        {
            members[name] = json;
        }

        return "{" + string.Join(',', members.Where(m => m.Value is not null).Select(m => $"{JsonSerializer.Serialize(m.Key)}:{m.Value}")) + "}";
    }

    private static string Kid(string? kid) => kid is null ? "" : $"\"kid\":\"{kid}\",";
}
