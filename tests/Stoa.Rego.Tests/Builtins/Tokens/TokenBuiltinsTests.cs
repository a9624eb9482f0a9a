using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public class TokenBuiltinsTests
{
    private const string Secret = "correct horse battery staple";

    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private static readonly RegoValue Unverified = Json("[false, {}, {}]");

    // RFC 7515 appendix A.1.
    private const string StandardKey = """{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}""";
    private const string StandardToken =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    [Fact]
    public void EncodeSignRaw_MakesTheTokenOfTheStandard() => Assert.Equal(
        StandardToken,
        Result("io.jwt.encode_sign_raw", "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}", "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}", StandardKey));

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    [InlineData("ES384")]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    public void Verify_OfSignedToken(string algorithm)
    {
        var token = Sign($$"""{"alg":"{{algorithm}}"}""", "{}", PrivateKey(algorithm));
        var name = $"io.jwt.verify_{algorithm.ToLowerInvariant()}";
        var key = PublicKey(algorithm);

        Assert.Equal(true, Result(name, token, key));
        Assert.Equal(false, Result(name, Tampered(token), key));
        Assert.Equal(Json($$"""[true, {"alg":"{{algorithm}}"}, {}]"""), Result("io.jwt.decode_verify", token, Constraints(algorithm, "{}")));
        Assert.Equal(Unverified, Result("io.jwt.decode_verify", Tampered(token), Constraints(algorithm, "{}")));
    }

    [Fact]
    public void Verify_OfEdDsa_TakesJwkAndPem()
    {
        var seed = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var publicKey = Stoa.Rego.Builtins.Ed25519.PublicKey(seed);
        var token = Sign("""{"alg":"EdDSA"}""", "{}", $$"""{"kty":"OKP","crv":"Ed25519","d":"{{Url(seed)}}","x":"{{Url(publicKey)}}"}""");

        Assert.Equal(true, Result("io.jwt.verify_eddsa", token, $$"""{"kty":"OKP","crv":"Ed25519","x":"{{Url(publicKey)}}"}"""));
        var pem = PemEncoding.WriteString("PUBLIC KEY", [.. Convert.FromHexString("302a300506032b6570032100"), .. publicKey]);
        Assert.Equal(true, Result("io.jwt.verify_eddsa", token, pem));
        Assert.Equal(false, Result("io.jwt.verify_es256", token, pem));
    }

    [Fact]
    public void Verify_WithCertificate()
    {
        var request = new CertificateRequest("CN=signer", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        var token = Sign("""{"alg":"RS256"}""", "{}", PrivateKey("RS256"));

        Assert.Equal(true, Result("io.jwt.verify_rs256", token, certificate.ExportCertificatePem()));
        Assert.Equal("extra data after a PEM certificate block", Failure("io.jwt.verify_rs256", token, certificate.ExportCertificatePem() + "\nmore").Message);
    }

    [Fact]
    public void DecodeVerify_OfSecretThatIsAPublicKey_IsUnverified()
    {
        // The classic confusion of algorithms: the public key's text as an HMAC secret.
        var pem = Rsa.ExportSubjectPublicKeyInfoPem();
        var token = Sign("""{"alg":"HS256"}""", "{}", $$"""{"kty":"oct","k":"{{Url(Encoding.UTF8.GetBytes(pem))}}"}""");

        Assert.Equal(Unverified, Result("io.jwt.decode_verify", token, RegoObject.Of(("cert", pem))));
        Assert.Equal(false, Result("io.jwt.verify_rs256", token, pem));
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("""{"alg":"HS256","crit":["b64"],"b64":false}""")]
    public void DecodeVerify_OfHeaderThatIsNotToBeTrusted_IsUnverified(string header)
    {
        var token = $"{Url(Encoding.UTF8.GetBytes(header))}.e30.";
        Assert.Equal(Unverified, Result("io.jwt.decode_verify", token, RegoObject.Of(("secret", Secret))));
    }

    [Theory]
    [InlineData("""{"iss":"joe"}""", """{"iss":"joe"}""", true)]
    [InlineData("""{"iss":"jim"}""", """{"iss":"joe"}""", false)]
    [InlineData("""{"iss":["joe"]}""", """{"iss":"joe"}""", false)]
    [InlineData("""{}""", """{"iss":"joe"}""", false)]
    [InlineData("""{"aud":"a"}""", """{"aud":"a"}""", true)]
    [InlineData("""{"aud":["b","a"]}""", """{"aud":"a"}""", true)]
    [InlineData("""{"aud":["b"]}""", """{"aud":"a"}""", false)]
    [InlineData("""{"aud":"a"}""", """{}""", false)]
    [InlineData("""{}""", """{"aud":"a"}""", false)]
    [InlineData("""{"exp":3000}""", """{"time":2999999999999}""", true)]
    [InlineData("""{"exp":3000}""", """{"time":3000000000000}""", false)]
    [InlineData("""{"exp":3000}""", """{}""", false)]
    [InlineData("""{"exp":1700000001}""", """{}""", true)]
    [InlineData("""{"nbf":1000.1}""", """{"time":1000100000000}""", true)]
    [InlineData("""{"nbf":1000.1}""", """{"time":1000000000000}""", false)]
    [InlineData("""{}""", """{"alg":"HS256"}""", true)]
    [InlineData("""{}""", """{"alg":"HS512"}""", false)]
    public void DecodeVerify_HoldsToConstraints(string payload, string constraints, bool expected)
    {
        var token = Sign("""{"alg":"HS256"}""", payload, PrivateKey("HS256"));
        Assert.Equal(expected, ((RegoArray)Result("io.jwt.decode_verify", token, Constraints("HS256", constraints))!)[0]);
    }

    [Theory]
    [InlineData("""{"secret":"s","issuer":"joe"}""", "unknown token validation constraint: issuer")]
    [InlineData("""{"secret":"s","cert":"{\"keys\":[]}"}""", "duplicate key constraints")]
    [InlineData("""{"alg":"HS256"}""", "no key constraint")]
    [InlineData("""{"secret":1}""", "secret constraint: must be a string")]
    [InlineData("""{"secret":"s","time":-1}""", "token time constraint: must not be negative")]
    [InlineData("""{"secret":"s","time":1e400}""", "token time constraint: unvalid float64")]
    [InlineData("""{"cert":"nothing"}""", "failed to parse a JWK key (set): ")]
    public void DecodeVerify_WithWrongConstraints_Fails(string constraints, string message) =>
        Assert.StartsWith(message, Failure("io.jwt.decode_verify", StandardToken, Json(constraints)).Message);

    [Theory]
    [InlineData("{\"exp\":null}", "exp value must be a number")]
    [InlineData("{\"nbf\":\"now\"}", "nbf value must be a number")]
    public void DecodeVerify_OfTimesThatAreNone_Fails(string payload, string message) => Assert.Equal(
        message, Failure("io.jwt.decode_verify", Sign("""{"alg":"HS256"}""", payload, PrivateKey("HS256")), Constraints("HS256", "{}")).Message);

    [Fact]
    public void Decode_OfNestedTokens_IsTheInnermost()
    {
        var token = "\"" + Sign("""{"alg":"HS256"}""", """{"n":0}""", PrivateKey("HS256")) + "\"";
        for (var i = 0; i < 5; i++)
        {
            token = $"{Url("""{"alg":"HS256","cty":"JWT"}"""u8)}.{Url(Encoding.UTF8.GetBytes(token))}.";
        }

        Assert.Equal(Json("""{"n":0}"""), ((RegoArray)Result("io.jwt.decode", token)!)[1]);
    }

    [Theory]
    [InlineData("a", "encoded JWT had no period separators")]
    [InlineData("a.b", "encoded JWT must have 3 sections, found 2")]
    [InlineData("e30.e30.^^^^", "JWT signature had invalid encoding: illegal base64 data at input byte 0")]
    [InlineData("e30.^^^^.", "JWT payload had invalid encoding: illegal base64 data at input byte 0")]
    [InlineData("W10.e30.", "bad JWT header: decoded JSON type was not an Object")]
    [InlineData("e30.W10.", "decoded JSON type was not an Object")]
    public void Decode_OfOtherText_Fails(string token, string message) => Assert.Equal((RegoErrorCodes.Builtin, message), Failure("io.jwt.decode", token));

    [Theory]
    [InlineData("""{"kty":"RSA","n":"AQAB","e":"AQAB"}""")]
    [InlineData("""{"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"}""")]
    [InlineData("""{"kty":"OKP","crv":"Ed25519","x":"AQ"}""")]
    [InlineData("""{"keys":[1]}""")]
    [InlineData("""{"keys":1}""")]
    [InlineData("[]")]
    public void Verify_WithBrokenJwk_Fails(string key) =>
        Assert.StartsWith("failed to parse a JWK key (set): ", Failure("io.jwt.verify_rs256", StandardToken, key).Message);

    [Theory]
    [InlineData("CERTIFICATE", "failed to parse a PEM certificate: ")]
    [InlineData("PUBLIC KEY", "failed to parse a PEM public key: ")]
    [InlineData("SECRET", "failed to extract a Key from the PEM certificate")]
    public void Verify_WithBrokenPem_Fails(string type, string message)
    {
        var random = new Random(1);
        for (var length = 0; length < 60; length += 7)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            Assert.StartsWith(message, Failure("io.jwt.verify_rs256", StandardToken, PemEncoding.WriteString(type, bytes)).Message);
        }
    }

    private static string Sign(string header, string payload, string key) =>
        ((RegoString)Result("io.jwt.encode_sign", Json(header), Json(payload), Json(key))!).Value;

    private static string Tampered(string token) => token.Replace(".e30.", ".eyJhIjoxfQ.", StringComparison.Ordinal);

    private static RegoObject Constraints(string algorithm, string others)
    {
        var members = ((RegoObject)Json(others)).Select(member => (member.Key, member.Value));
        return RegoObject.Of([.. members, ((RegoValue)(algorithm[0] == 'H' ? "secret" : "cert"), (RegoValue)PublicKey(algorithm))]);
    }

    private static string PublicKey(string algorithm) => algorithm[0] switch
    {
        'H' => Secret,
        'E' => Ec.ExportSubjectPublicKeyInfoPem(),
        _ => Rsa.ExportSubjectPublicKeyInfoPem() + "\n",
    };

    private static string PrivateKey(string algorithm)
    {
        if (algorithm[0] == 'H')
        {
            return $$"""{"kty":"oct","k":"{{Url(Encoding.UTF8.GetBytes(Secret))}}"}""";
        }

        if (algorithm[0] == 'E')
        {
            var ec = Ec.ExportParameters(true);
            return $$"""{"kty":"EC","crv":"P-384","x":"{{Url(ec.Q.X)}}","y":"{{Url(ec.Q.Y)}}","d":"{{Url(ec.D)}}"}""";
        }

        var rsa = Rsa.ExportParameters(true);
        return $$"""
            {"kty":"RSA","n":"{{Url(rsa.Modulus)}}","e":"{{Url(rsa.Exponent)}}","d":"{{Url(rsa.D)}}","p":"{{Url(rsa.P)}}","q":"{{Url(rsa.Q)}}",
             "dp":"{{Url(rsa.DP)}}","dq":"{{Url(rsa.DQ)}}","qi":"{{Url(rsa.InverseQ)}}"}
            """;
    }

    private static string Url(ReadOnlySpan<byte> bytes) => Stoa.Rego.Builtins.GoBase64.EncodeUrl(bytes);
}
