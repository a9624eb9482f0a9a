using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.LoadComparison;

/// <summary>A token issuer with one ES256 key, made for one comparison.</summary>
internal sealed class Issuer : IDisposable
{
    public const string Name = "https://issuer.example";
    public const string Audience = "https://mcp.example/mcp";
    public const string Tenant = "acme";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string KeySet()
    {
        var point = _key.ExportParameters(false).Q;
        var key = new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["kid"] = "1",
            ["alg"] = "ES256",
            ["use"] = "sig",
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
        return new JsonObject { ["keys"] = new JsonArray(key) }.ToJsonString();
    }

    public string Token()
    {
        var now = DateTimeOffset.UtcNow;
        var header = Encode(new JsonObject { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = "1" });
        var payload = Encode(new JsonObject
        {
            ["iss"] = Name,
            ["aud"] = Audience,
            ["sub"] = "user-1",
            ["client_id"] = "agent-1",
            ["tenant_id"] = Tenant,
            ["scope"] = "reports:read",
            ["jti"] = "token-1",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(2).ToUnixTimeSeconds(),
        });
        var signed = $"{header}.{payload}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    public void Dispose() => _key.Dispose();

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
