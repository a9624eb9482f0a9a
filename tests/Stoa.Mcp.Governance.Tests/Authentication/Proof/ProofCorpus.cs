using System.Security.Cryptography;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Tests.Authentication.Proof;

/// <summary>Proofs that must not pass with a bound token that is good, each with the reason that it was made for.</summary>
internal static class ProofCorpus
{
    private const string NotStrict = "strict JSON";
    private const string BadKey = "not a public key alone";
    private const string OtherKey = "another key";
    private const string BadSignature = "does not verify";
    private const string WrongAddress = "'htu' is not";

    public static readonly Dictionary<string, (Func<TokenSource, string, string> Make, string Reason)> Vectors = Build();

    private static Dictionary<string, (Func<TokenSource, string, string> Make, string Reason)> Build()
    {
        var vectors = new Dictionary<string, (Func<TokenSource, string, string> Make, string Reason)>(StringComparer.Ordinal);
        AddHeaders(vectors);
        AddKeys(vectors);
        AddSignatures(vectors);
        AddPayloads(vectors);
        AddForms(vectors);
        return vectors;
    }

    private static void AddHeaders(Dictionary<string, (Func<TokenSource, string, string> Make, string Reason)> vectors)
    {
        void Add(string name, string header, string reason) => vectors[name] = ((f, t) => TestProofs.Sign(header, TestProofs.Payload(f, t)), reason);

        foreach (var typ in new[] { "JWT", "at+jwt", "DPOP+JWT", "application/dpop+jwt", "" })
        {
            Add($"typ '{typ}'", $$"""{"typ":"{{typ}}","alg":"ES256","jwk":JWK}""", "'typ' is not");
        }

        foreach (var alg in new[] { "none", "HS256", "ES512", "es256", "EdDSA", "" })
        {
            Add($"alg '{alg}'", $$"""{"typ":"dpop+jwt","alg":"{{alg}}","jwk":JWK}""", "'alg' is not");
        }

        Add("typ missing", """{"alg":"ES256","jwk":JWK}""", "'typ' is not");
        Add("alg missing", """{"typ":"dpop+jwt","jwk":JWK}""", "'alg' is not");
        Add("alg twice", """{"typ":"dpop+jwt","alg":"ES256","alg":"none","jwk":JWK}""", NotStrict);
        Add("jwk twice", """{"typ":"dpop+jwt","alg":"ES256","jwk":JWK,"jwk":JWK}""", NotStrict);
        Add("crit", """{"typ":"dpop+jwt","alg":"ES256","jwk":JWK,"crit":["b64"]}""", "'crit'");
        Add("b64 false", """{"typ":"dpop+jwt","alg":"ES256","jwk":JWK,"b64":false}""", "'b64'");
        Add("cty JWT", """{"typ":"dpop+jwt","alg":"ES256","jwk":JWK,"cty":"JWT"}""", "nested");
    }

    private static void AddKeys(Dictionary<string, (Func<TokenSource, string, string> Make, string Reason)> vectors)
    {
        void Add(string name, string jwk, string reason, string alg = "ES256") =>
            vectors[name] = ((f, t) => TestProofs.Sign($$"""{"typ":"dpop+jwt","alg":"{{alg}}","jwk":{{jwk}}}""", TestProofs.Payload(f, t)), reason);

        vectors["jwk missing"] = ((f, t) => TestProofs.Sign("""{"typ":"dpop+jwt","alg":"ES256"}""", TestProofs.Payload(f, t)), BadKey);
        vectors["kid in place of a jwk"] = ((f, t) => TestProofs.Sign("""{"typ":"dpop+jwt","alg":"ES256","kid":"ec-1"}""", TestProofs.Payload(f, t)), BadKey);
        Add("jwk a string", "\"x\"", BadKey);
        Add("jwk symmetric", """{"kty":"oct","k":"AAAA"}""", BadKey);
        Add("jwk of no type", TestProofs.Jwk.Replace("\"kty\":\"EC\",", "", StringComparison.Ordinal), BadKey);
        foreach (var member in new[] { "d", "p", "q", "dp", "dq", "qi", "oth", "k" })
        {
            Add($"jwk with {member}", $"{TestProofs.Jwk[..^1]},\"{member}\":\"AAAA\"}}", BadKey);
        }

        Add("jwk of another curve", TestProofs.Jwk.Replace("P-256", "P-384", StringComparison.Ordinal), BadKey);
        Add("jwk with a short coordinate", """{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}""", BadKey);
        Add("jwk off the curve", $$"""{"kty":"EC","crv":"P-256","x":"{{TestKeys.Encode(new byte[32])}}","y":"{{TestKeys.Encode(new byte[32])}}"}""", OtherKey);
        Add("jwk RSA under ES256", TestKeys.RsaJwk(TestKeys.Rsa, null), BadKey);
        Add("jwk RSA of 1024 bits", $$"""{"kty":"RSA","n":"{{TestKeys.Encode([1, .. new byte[127]])}}","e":"AQAB"}""", BadKey, "RS256");
        Add("jwk RSA of 8192 bits", $$"""{"kty":"RSA","n":"{{TestKeys.Encode([1, .. new byte[1023]])}}","e":"AQAB"}""", BadKey, "RS256");
        Add("jwk RSA with a leading zero", $$"""{"kty":"RSA","n":"{{TestKeys.Encode([0, .. TestKeys.Rsa.ExportParameters(false).Modulus!])}}","e":"AQAB"}""", BadKey, "RS256");
        Add("jwk RSA with exponent 1", $$"""{"kty":"RSA","n":"{{TestKeys.Encode(TestKeys.Rsa.ExportParameters(false).Modulus!)}}","e":"AQ"}""", BadKey, "RS256");
        Add("jwk RSA with a long exponent", $$"""{"kty":"RSA","n":"{{TestKeys.Encode(TestKeys.Rsa.ExportParameters(false).Modulus!)}}","e":"{{TestKeys.Encode([1, .. new byte[200], 1])}}"}""", BadKey, "RS256");
        vectors["another key's proof"] = ((f, t) => TestProofs.Sign(
            $$"""{"typ":"dpop+jwt","alg":"ES256","jwk":{{TestKeys.EcJwk(TestProofs.OtherKey, null)}}}""", TestProofs.Payload(f, t),
            data => TestProofs.OtherKey.SignData(data, HashAlgorithmName.SHA256)), OtherKey);
    }

    private static void AddSignatures(Dictionary<string, (Func<TokenSource, string, string> Make, string Reason)> vectors)
    {
        void Add(string name, Func<byte[], byte[]> sign) =>
            vectors[name] = ((f, t) => TestProofs.Sign(TestProofs.Header, TestProofs.Payload(f, t), sign), BadSignature);

        Add("signed by another key", data => TestProofs.OtherKey.SignData(data, HashAlgorithmName.SHA256));
        Add("signature of zeros", _ => new byte[64]);
        Add("signature of one byte", _ => [1]);
        Add("signature in DER form", data => TestProofs.Key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        Add("signed with SHA-384", data => TestProofs.Key.SignData(data, HashAlgorithmName.SHA384));
        vectors["payload replaced"] = ((f, t) =>
        {
            var parts = TestProofs.Of(f, t).Split('.');
            return $"{parts[0]}.{TestKeys.Encode(TestProofs.Payload(f, t))}.{parts[2]}";
        }, BadSignature);
    }

    private static void AddPayloads(Dictionary<string, (Func<TokenSource, string, string> Make, string Reason)> vectors)
    {
        void Add(string name, string reason, params (string, string?)[] changes) => vectors[name] = ((f, t) => TestProofs.Of(f, t, changes), reason);

        foreach (var member in new[] { "htm", "htu", "iat", "ath" })
        {
            Add($"{member} missing", "It lacks", (member, null));
            Add($"{member} of another type", NotStrict, (member, member == "iat" ? "\"1\"" : "1"));
        }

        Add("jti missing", "'jti'", ("jti", null));
        Add("jti empty", "'jti'", ("jti", "\"\""));
        Add("jti of 129 characters", "'jti'", ("jti", $"\"{new string('j', 129)}\""));
        Add("jti a number", NotStrict, ("jti", "1"));
        Add("htm in lower case", "'htm' is not", ("htm", "\"post\""));
        Add("htm GET", "'htm' is not", ("htm", "\"GET\""));
        foreach (var address in new[]
        {
            "http://mcp.example/mcp", "https://mcp.example:8443/mcp", "https://mcp.example/mcp/", "https://mcp.example/MCP", "https://mcp.example/",
            "https://mcp.example.evil.example/mcp", "https://evil.example/mcp", "https://user@mcp.example/mcp", "//mcp.example/mcp", "/mcp",
            "https:/mcp.example/mcp", "https:\\\\mcp.example\\mcp", "https://mcp.example/%6dcp%2f", "https://mcp.example/mcp ", "https://mcp.exämple/mcp",
            "https://mcp.example/%zz", "ftp://mcp.example/mcp", "",
        })
        {
            Add($"htu '{address}'", WrongAddress, ("htu", JsonSerializer.Serialize(address)));
        }

        Add("ath of another token", "'ath' is not", ("ath", $"\"{TestKeys.Encode(new byte[32])}\""));
        Add("ath padded", "'ath' is not", ("ath", $"\"{TestKeys.Encode(new byte[32])}=\""));
        vectors["ath the token itself"] = ((f, t) => TestProofs.Of(f, t, ("ath", $"\"{t}\"")), "'ath' is not");
        vectors["iat too old"] = ((f, t) => TestProofs.Of(f, t, ("iat", f.Unix(-66))), "older than");
        vectors["iat ahead"] = ((f, t) => TestProofs.Of(f, t, ("iat", f.Unix(6))), "ahead of");
        Add("iat zero", "older than", ("iat", "0"));
        Add("iat a fraction", NotStrict, ("iat", "4102444800.5"));
        Add("iat beyond the calendar", NotStrict, ("iat", "99999999999999"));
        vectors["iat twice"] = ((f, t) => TestProofs.Sign(TestProofs.Header, TestProofs.Payload(f, t)[..^1] + ",\"iat\":1}"), NotStrict);
    }

    private static void AddForms(Dictionary<string, (Func<TokenSource, string, string> Make, string Reason)> vectors)
    {
        vectors["empty"] = ((_, _) => "", "three parts");
        vectors["the token itself"] = ((_, t) => t, "'typ' is not");
        vectors["unsigned"] = ((f, t) => TestProofs.Of(f, t)[..(TestProofs.Of(f, t).LastIndexOf('.') + 1)], "three parts");
        vectors["a fourth part"] = ((f, t) => TestProofs.Of(f, t) + ".AAAA", "three parts");
        vectors["two proofs in one value"] = ((f, t) => $"{TestProofs.Of(f, t)},{TestProofs.Of(f, t)}", "three parts");
        vectors["padding"] = ((f, t) => TestProofs.Of(f, t) + "=", "three parts");
        vectors["a space inside"] = ((f, t) => TestProofs.Of(f, t).Insert(5, " "), "three parts");
        vectors["longer than 8 KiB"] = ((f, t) => TestProofs.Of(f, t, ("x", $"\"{new string('x', 8192)}\"")), "longer than");
        vectors["payload no object"] = ((_, _) => TestProofs.Sign(TestProofs.Header, "[]"), NotStrict);
        vectors["payload not UTF-8"] = ((_, _) => $"{TestKeys.Encode(TestProofs.Header.Replace("JWK", TestProofs.Jwk, StringComparison.Ordinal))}.{TestKeys.Encode([0x7b, 0xff, 0x7d])}.AAAA", NotStrict);
    }
}
