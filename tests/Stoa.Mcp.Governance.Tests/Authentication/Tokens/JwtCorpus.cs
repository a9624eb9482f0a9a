using System.Security.Cryptography;
using System.Text;

namespace Stoa.Mcp.Governance.Tests.Authentication.Tokens;

/// <summary>Tokens that must not pass, each with the reason that it was made for (RFC 8725, section 2 and 3).</summary>
internal static class JwtCorpus
{
    private const string Header = """{"alg":"RS256","kid":"rsa-1","typ":"at+jwt"}""";
    private const string NotStrict = "strict JSON";
    private const string WrongAlgorithm = "among Algorithms";
    private const string WrongAudience = "'aud'";
    private const string NoKey = "no one key fits";
    private const string BadSignature = "does not verify";

    public static readonly Dictionary<string, (Func<TokenSource, string> Make, string Reason)> Vectors = Build();

    private static Dictionary<string, (Func<TokenSource, string> Make, string Reason)> Build()
    {
        var vectors = new Dictionary<string, (Func<TokenSource, string> Make, string Reason)>(StringComparer.Ordinal);
        AddAlgorithms(vectors);
        AddSignatures(vectors);
        AddHeaders(vectors);
        AddPayloads(vectors);
        AddForms(vectors);
        return vectors;
    }

    private static void AddAlgorithms(Dictionary<string, (Func<TokenSource, string> Make, string Reason)> vectors)
    {
        foreach (var none in new[] { "none", "None", "NONE", "nOnE" })
        {
            vectors[$"alg {none}, empty signature"] =
                (f => $"{TestKeys.Encode($$"""{"alg":"{{none}}"}""")}.{TestKeys.Encode(f.Payload())}.", "three parts");
            vectors[$"alg {none}, some signature"] =
                (f => TestKeys.Sign($$"""{"alg":"{{none}}","kid":"rsa-1"}""", f.Payload(), _ => [1, 2, 3]), WrongAlgorithm);
        }

        var der = TestKeys.Rsa.ExportSubjectPublicKeyInfo();
        var secrets = new Dictionary<string, byte[]>
        {
            ["PEM"] = Encoding.ASCII.GetBytes(TestKeys.Rsa.ExportSubjectPublicKeyInfoPem()),
            ["DER"] = der,
            ["modulus"] = TestKeys.Rsa.ExportParameters(false).Modulus!,
        };
        foreach (var (form, secret) in secrets)
        {
            vectors[$"HS256 with the RSA key as {form}"] =
                (f => TestKeys.Sign("""{"alg":"HS256","kid":"rsa-1"}""", f.Payload(), data => HMACSHA256.HashData(secret, data)), WrongAlgorithm);
        }

        var set = Encoding.UTF8.GetBytes(TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, "rsa-1")));
        vectors["HS256 with the key set as secret"] =
            (f => TestKeys.Sign("""{"alg":"HS256","kid":"rsa-1"}""", f.Payload(), data => HMACSHA256.HashData(set, data)), WrongAlgorithm);
        vectors["HS256 with an empty secret"] = (f => TestKeys.Sign("""{"alg":"HS256"}""", f.Payload(), data => HMACSHA256.HashData(Array.Empty<byte>(), data)), WrongAlgorithm);
        vectors["alg with a space behind"] = (f => TestKeys.Sign("""{"alg":"RS256 ","kid":"rsa-1"}""", f.Payload()), WrongAlgorithm);
        vectors["alg with a NUL behind"] = (f => TestKeys.Sign("""{"alg":"RS256\u0000","kid":"rsa-1"}""", f.Payload()), WrongAlgorithm);
        vectors["alg of encryption"] = (f => TestKeys.Sign("""{"alg":"RSA-OAEP","kid":"rsa-1"}""", f.Payload()), WrongAlgorithm);
        vectors["alg missing"] = (f => TestKeys.Sign("""{"kid":"rsa-1"}""", f.Payload()), "no 'alg'");
        vectors["alg empty"] = (f => TestKeys.Sign("""{"alg":"","kid":"rsa-1"}""", f.Payload()), "no 'alg'");
        vectors["alg not a string"] = (f => TestKeys.Sign("""{"alg":["RS256"],"kid":"rsa-1"}""", f.Payload()), NotStrict);
        vectors["alg outside the list"] = (f => TestKeys.Sign("""{"alg":"RS512","kid":"rsa-1"}""", f.Payload()), WrongAlgorithm);
        vectors["alg in lower case"] = (f => TestKeys.Sign("""{"alg":"rs256","kid":"rsa-1"}""", f.Payload()), WrongAlgorithm);
        vectors["ES256 under an RSA key's id"] =
            (f => TestKeys.Sign("""{"alg":"ES256","kid":"rsa-1"}""", f.Payload(), TestKeys.ES256), NoKey);
        vectors["RS256 signature under PS256"] = (f => TestKeys.Sign("""{"alg":"PS256","kid":"rsa-1"}""", f.Payload()), BadSignature);
    }

    private static void AddSignatures(Dictionary<string, (Func<TokenSource, string> Make, string Reason)> vectors)
    {
        vectors["ES256 with r = s = 0"] = (f => TestKeys.Sign("""{"alg":"ES256","kid":"ec-1"}""", f.Payload(), _ => new byte[64]), BadSignature);
        vectors["ES256 in DER form"] = (f => TestKeys.Sign("""{"alg":"ES256","kid":"ec-1"}""", f.Payload(),
            data => TestKeys.Ec.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)), BadSignature);
        var order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");
        vectors["ES256 with r = s = n"] =
            (f => TestKeys.Sign("""{"alg":"ES256","kid":"ec-1"}""", f.Payload(), _ => [.. order, .. order]), BadSignature);
        vectors["PS256 signature under RS256"] = (f => TestKeys.Sign(Header, f.Payload(), TestKeys.PS256), BadSignature);
        vectors["signature over the payload alone"] = (f => TestKeys.Sign(Header, f.Payload(), _ => TestKeys.RS256(Encoding.UTF8.GetBytes(f.Payload()))), BadSignature);
        vectors["header replaced"] = (f =>
        {
            var parts = f.Token().Split('.');
            return $"{TestKeys.Encode("""{"alg":"RS256","kid":"rsa-1"}""")}.{parts[1]}.{parts[2]}";
        }, BadSignature);
        vectors["signature empty"] = (f => f.Token()[..(f.Token().LastIndexOf('.') + 1)], "three parts");
        vectors["signature of one byte"] = (f => TestKeys.Sign(Header, f.Payload(), _ => [0]), BadSignature);
        vectors["signature by another key"] = (f => TestKeys.Sign(Header, f.Payload(),
            data => TestKeys.OtherRsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)), BadSignature);
        vectors["payload replaced"] = (f =>
        {
            var parts = f.Token().Split('.');
            return $"{parts[0]}.{TestKeys.Encode(f.Payload(("sub", "\"mallory\"")))}.{parts[2]}";
        }, BadSignature);
    }

    private static void AddHeaders(Dictionary<string, (Func<TokenSource, string> Make, string Reason)> vectors)
    {
        foreach (var kid in new[] { "../../dev/null", "' OR 1=1", "https://evil.example/jwks", "rsa-1\\u0000", "RSA-1" })
        {
            vectors[$"kid {kid}"] = (f => TestKeys.Sign($$"""{"alg":"RS256","kid":"{{kid}}"}""", f.Payload()), NoKey);
        }

        var jwk = TestKeys.RsaJwk(TestKeys.OtherRsa, "evil");
        byte[] ByEvil(byte[] data) => TestKeys.OtherRsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        foreach (var (name, member) in new[]
        {
            ("jku", "\"https://evil.example/jwks\""), ("x5u", "\"https://evil.example/cert\""), ("jwk", jwk), ("x5c", "[\"MIIB\"]"),
        })
        {
            vectors[$"{name} embedded, known kid"] =
                (f => TestKeys.Sign($$"""{"alg":"RS256","kid":"rsa-1","{{name}}":{{member}}}""", f.Payload(), ByEvil), BadSignature);
            vectors[$"{name} embedded, own kid"] =
                (f => TestKeys.Sign($$"""{"alg":"RS256","kid":"evil","{{name}}":{{member}}}""", f.Payload(), ByEvil), NoKey);
        }

        vectors["kid of 8 KiB"] = (f => TestKeys.Sign($$"""{"alg":"RS256","kid":"{{new string('k', 8192)}}"}""", f.Payload()), "longer than 512");
        vectors["kid empty"] = (f => TestKeys.Sign("""{"alg":"RS256","kid":""}""", f.Payload()), "'kid' is empty");
        vectors["kid a number"] = (f => TestKeys.Sign("""{"alg":"RS256","kid":1}""", f.Payload()), NotStrict);
        vectors["crit unknown"] = (f => TestKeys.Sign("""{"alg":"RS256","kid":"rsa-1","crit":["x"],"x":1}""", f.Payload()), "'crit'");
        vectors["crit empty"] = (f => TestKeys.Sign("""{"alg":"RS256","kid":"rsa-1","crit":[]}""", f.Payload()), "'crit'");
        vectors["b64 false"] = (f => TestKeys.Sign("""{"alg":"RS256","kid":"rsa-1","b64":false}""", f.Payload()), "'b64'");
        vectors["zip DEF"] = (f => TestKeys.Sign("""{"alg":"RS256","kid":"rsa-1","zip":"DEF"}""", f.Payload()), "'zip'");
        vectors["enc beside alg"] = (f => TestKeys.Sign("""{"alg":"RS256","kid":"rsa-1","enc":"A128GCM"}""", f.Payload()), "nested");
        vectors["typ a number"] = (f => TestKeys.Sign("""{"alg":"RS256","kid":"rsa-1","typ":1}""", f.Payload()), NotStrict);
        vectors["cty JWT"] = (f => TestKeys.Sign("""{"alg":"RS256","kid":"rsa-1","cty":"JWT"}""", f.Payload()), "nested");
        vectors["alg twice"] = (f => TestKeys.Sign("""{"alg":"RS256","alg":"none","kid":"rsa-1"}""", f.Payload()), NotStrict);
        foreach (var typ in new[] { "id_token+jwt", "logout+jwt", "dpop+jwt", "JWE" })
        {
            vectors[$"typ {typ}"] = (f => TestKeys.Sign($$"""{"alg":"RS256","kid":"rsa-1","typ":"{{typ}}"}""", f.Payload()), "TokenTypes");
        }
    }

    private static void AddPayloads(Dictionary<string, (Func<TokenSource, string> Make, string Reason)> vectors)
    {
        void Add(string name, string reason, params (string, string?)[] changes) => vectors[name] = (f => f.Token(changes), reason);
        void AddRaw(string name, Func<string, string> change) =>
            vectors[name] = (f => TestKeys.Sign(Header, change(f.Payload())), NotStrict);

        AddRaw("aud twice", p => p.Replace("{\"iss\"", "{\"aud\":\"https://evil.example\",\"iss\"", StringComparison.Ordinal));
        AddRaw("aud twice, once escaped", p => p.Replace("{\"iss\"", "{\"\\u0061ud\":\"https://evil.example\",\"iss\"", StringComparison.Ordinal));
        AddRaw("exp twice", p => p[..^1] + ",\"exp\":4102444800}");
        AddRaw("iss twice", p => p[..^1] + ",\"iss\":\"https://evil.example\"}");
        AddRaw("tenant twice in a nested object", p => p[..^1] + ",\"realm_access\":{\"roles\":[],\"roles\":[\"admin\"]}}");
        AddRaw("trailing comma", p => p[..^1] + ",}");
        AddRaw("comment", p => p + "/* */");
        AddRaw("second document", p => p + "{}");
        AddRaw("an array", p => $"[{p}]");
        AddRaw("nested 100 deep", p => p[..^1] + ",\"x\":" + new string('[', 100) + new string(']', 100) + "}");
        AddRaw("lone surrogate in sub", p => p.Replace("\"alice\"", "\"\\ud800\"", StringComparison.Ordinal));

        Add("aud foreign", WrongAudience, ("aud", "\"https://other.example/mcp\""));
        Add("aud missing", WrongAudience, ("aud", null));
        Add("aud empty array", WrongAudience, ("aud", "[]"));
        Add("aud ours and a foreign one", "names others", ("aud", "[\"https://mcp.example/mcp\",\"https://other.example\"]"));
        Add("aud prefix", WrongAudience, ("aud", "\"https://mcp.example\""));
        Add("aud suffix", WrongAudience, ("aud", "\"https://mcp.example/mcp/x\""));
        Add("aud trailing slash", WrongAudience, ("aud", "\"https://mcp.example/mcp/\""));
        Add("aud case", WrongAudience, ("aud", "\"https://MCP.example/mcp\""));
        Add("aud a number", NotStrict, ("aud", "1"));
        Add("aud array with a number", NotStrict, ("aud", "[\"https://mcp.example/mcp\",1]"));

        Add("iss missing", "no 'iss'", ("iss", null));
        Add("iss trailing slash", "Its issuer", ("iss", "\"https://login.example/\""), ("x", "1"));
        Add("iss look-alike", "Its issuer", ("iss", "\"https://lοgin.example\""));
        Add("iss case", "Its issuer", ("iss", "\"https://LOGIN.example\""));
        Add("iss as a host below", "Its issuer", ("iss", "\"https://login.example.evil.example\""));
        Add("iss an array", NotStrict, ("iss", "[\"https://login.example\"]"));

        Add("exp missing", "no 'exp'", ("exp", null));
        Add("exp a string", NotStrict, ("exp", "\"4102444800\""));
        Add("exp a fraction", NotStrict, ("exp", "4102444800.5"));
        Add("exp 1e300", NotStrict, ("exp", "1e300"));
        Add("exp negative", NotStrict, ("exp", "-1"));
        Add("exp null", NotStrict, ("exp", "null"));
        Add("exp beyond the calendar", NotStrict, ("exp", "99999999999999"));
        Add("exp on the calendar's last day", NotStrict, ("exp", "253402300799"));
        Add("exp zero", "expired", ("exp", "0"));
        vectors["nbf in the future"] = (f => f.Token(("nbf", f.Unix(31))), "not valid yet");
        Add("nbf a string", NotStrict, ("nbf", "\"0\""));

        Add("iat a string", NotStrict, ("iat", "\"0\""));
        Add("iat a fraction", NotStrict, ("iat", "1.5"));
        Add("jti a number", NotStrict, ("jti", "1"));
        Add("cnf a list", "'cnf'", ("cnf", "[\"x\"]"));
        Add("cnf of two unknown kinds beside a known one", "'cnf'", ("cnf", "{\"jwk\":{},\"kid\":\"x\",\"x5t#S256\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}"));
        Add("cnf with a key of unknown kind", "'cnf'", ("cnf", "{\"jwk\":{\"kty\":\"EC\"}}"));
        Add("sub missing", "SubjectClaim", ("sub", null));
        Add("sub a number", "SubjectClaim", ("sub", "1"));
        Add("sub empty", "SubjectClaim", ("sub", "\"\""));
        Add("sub with a line break", "control character", ("sub", "\"a\\nb\""));
        Add("sub of 300 characters", "longer than 256", ("sub", $"\"{new string('s', 300)}\""));
        Add("two tenants", "more than one value", ("tenant_id", "[\"acme\",\"globex\"]"));
        Add("ID token by its at_hash", "not as an access token", ("at_hash", "\"x\""));
        Add("ID token by its typ claim", "not as an access token", ("typ", "\"ID\""));
        Add("refresh token by its typ claim", "not as an access token", ("typ", "\"Refresh\""));
        Add("logout token", "not as an access token", ("events", "{}"));
        Add("bound to a key", "'cnf'", ("cnf", "{\"jkt\":\"x\"}"));
    }

    private static void AddForms(Dictionary<string, (Func<TokenSource, string> Make, string Reason)> vectors)
    {
        vectors["1 MiB"] = (f => f.Token(("x", $"\"{new string('x', 1024 * 1024)}\"")), "longer than 16384");
        vectors["JWE of five parts"] = (_ => string.Join('.', Enumerable.Repeat(TestKeys.Encode("{}"), 5)), "three parts");
        vectors["header not UTF-8"] = (f => $"{TestKeys.Encode([0x7b, 0xff, 0x7d])}.{TestKeys.Encode(f.Payload())}.AAAA", NotStrict);
        vectors["header not base64url"] = (f => $"A.{TestKeys.Encode(f.Payload())}.AAAA", NotStrict);
        vectors["header a string"] = (f => TestKeys.Sign("\"RS256\"", f.Payload()), NotStrict);
        vectors["header with a byte order mark"] = (f => TestKeys.Sign("\uFEFF" + Header, f.Payload()), NotStrict);
        vectors["padding"] = (f => f.Token() + "=", "neither a JWT nor an API key");
        vectors["a fourth part"] = (f => f.Token() + ".AAAA", "neither a JWT nor an API key");
        vectors["two tokens"] = (f => $"{f.Token()},{f.Token()}", "a comma");
        vectors["a JWT as payload"] = (f => TestKeys.Sign(Header, f.Token()), NotStrict);
        vectors["header and payload swapped"] = (f =>
        {
            var parts = f.Token().Split('.');
            return $"{parts[1]}.{parts[0]}.{parts[2]}";
        }, "no 'alg'");
        vectors["white space inside base64url"] = (f => f.Token().Insert(3, " "), "a space");
        vectors["non-zero bits at the end of base64url"] = (f => $"{f.Token()[..^1]}{Shifted(f.Token()[^1])}", BadSignature);
        vectors["dots alone"] = (_ => "..", "three parts");
    }

    // The next letter of the alphabet, which stands for the same bytes and other bits behind them.
    private static char Shifted(char last)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return Alphabet[Alphabet.IndexOf(last, StringComparison.Ordinal) | 1];
    }
}
