using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.IntegrationTests.Identity.Authorization;

/// <summary>Signs access tokens (RFC 9068) with ES256, and publishes the key.</summary>
internal sealed class TokenSigner : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public JsonObject KeySet()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject
            {
                ["kty"] = "EC",
                ["crv"] = "P-256",
                ["use"] = "sig",
                ["alg"] = "ES256",
                ["kid"] = "key-1",
                ["x"] = Base64Url.EncodeToString(point.X!),
                ["y"] = Base64Url.EncodeToString(point.Y!),
            }),
        };
    }

    public string Sign(string issuer, AuthorizationRequest request, string tenant, TimeSpan lifetime)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return Sign(new JsonObject
        {
            ["iss"] = issuer,
            ["sub"] = "alice",
            ["aud"] = request.Resource,
            ["iat"] = now,
            ["exp"] = now + (long)lifetime.TotalSeconds,
            ["jti"] = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
            ["client_id"] = request.ClientId,
            ["scope"] = request.Scope,
            ["tenant_id"] = tenant,
        });
    }

    public void Dispose() => _key.Dispose();

    private string Sign(JsonObject payload)
    {
        var text = Encode("""{"alg":"ES256","typ":"at+jwt","kid":"key-1"}""") + "." + Encode(payload.ToJsonString());
        return text + "." + Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256));
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
