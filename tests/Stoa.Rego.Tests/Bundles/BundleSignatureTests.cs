using System.Security.Cryptography;
using System.Text;
using Stoa.Rego.Bundles;
using static Stoa.Rego.Tests.Bundles.BundleArchive;

namespace Stoa.Rego.Tests.Bundles;

public sealed class BundleSignatureTests : IDisposable
{
    private const string Secret = "a secret of both sides";

    private static readonly (string Path, string Text)[] Files =
    [
        ("a/policy.rego", "package a\np := data.a.q\n"),
        ("a/data.json", """{"q": 1.0, "b": ["<&>", "é"]}"""),
        (".manifest", """{"revision": "r1", "roots": ["a"]}"""),
    ];

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        _rsa.Dispose();
        _ec.Dispose();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    [InlineData("HS256")]
    [InlineData("HS384")]
    public async Task Read_OfASignedBundle(string algorithm)
    {
        var bundle = await ReadAsync(Of([.. Files, Signature(algorithm, Files)]), Verifying(algorithm));

        Assert.True(bundle.IsVerified);
        Assert.Equal("r1", bundle.Revision);
    }

    [Fact]
    public async Task Read_OfASignedBundle_LooksAtValuesNotLayout()
    {
        (string, string)[] laidOut = [Files[0], ("a/data.json", "{\n \"b\": [\"\\u003c&>\", \"\\u00e9\"],\n \"q\": 1.0 }"), Files[2]];

        await ReadAsync(Of([.. laidOut, Signature("RS256", Files)]), Verifying("RS256"));
    }

    [Theory]
    [InlineData("a/policy.rego", "package a\np := data.a.q \n")]
    [InlineData("a/data.json", """{"q": 1, "b": ["<&>", "é"]}""")]
    [InlineData(".manifest", """{"revision": "r2", "roots": ["a"]}""")]
    public async Task Read_RefusesAChangedFile(string path, string text)
    {
        (string, string)[] changed = [.. Files.Select(file => file.Path == path ? (path, text) : file)];

        Assert.Equal($"b.tar.gz/{path}: the file is not the one that was signed: its digest differs", await ReasonAsync(Of([.. changed, Signature("RS256", Files)]), Verifying("RS256")));
    }

    [Fact]
    public async Task Read_RefusesMissingAndForeignFiles()
    {
        Assert.Equal("b.tar.gz/a/policy.rego: the file is in the bundle's signature, but not in the bundle", await ReasonAsync(Of([.. Files[1..], Signature("RS256", Files)]), Verifying("RS256")));
        Assert.Equal("b.tar.gz/b.txt: the file is not in the bundle's signature", await ReasonAsync(Of([.. Files, ("b.txt", ""), Signature("RS256", Files)]), Verifying("RS256")));
    }

    [Fact]
    public async Task Read_LeavesExcludedFilesUnverified()
    {
        var options = Verifying("RS256");
        options.Verification!.ExcludedFiles.Add("a/*.json");
        options.Verification.ExcludedFiles.Add("*.txt");

        await ReadAsync(Of([Files[0], ("a/data.json", "{}"), Files[2], ("b.txt", ""), Signature("RS256", Files)]), options);
        Assert.Contains("a/b/c.txt: the file is not in", await ReasonAsync(Of([.. Files, ("a/b/c.txt", ""), Signature("RS256", Files)]), options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RefusesOtherKeysAlgorithmsAndScopes()
    {
        using var other = RSA.Create(2048);
        var signed = new Func<MemoryStream>(() => Of([.. Files, Signature("RS256", Files)]));

        Assert.Contains("not one of the key 'k1'", await ReasonAsync(signed(), Verifying(new RegoBundleKey("k1", other.ExportSubjectPublicKeyInfoPem()))), StringComparison.Ordinal);
        Assert.Contains("the key 'k1' is for RS512", await ReasonAsync(signed(), Verifying(new RegoBundleKey("k1", _rsa.ExportSubjectPublicKeyInfoPem(), "RS512"))), StringComparison.Ordinal);
        Assert.Contains("the key 'k1' is not among", await ReasonAsync(signed(), Verifying(new RegoBundleKey("k2", _rsa.ExportSubjectPublicKeyInfoPem()))), StringComparison.Ordinal);
        var scoped = Verifying("RS256");
        scoped.Verification!.Scope = "write";
        Assert.Contains("the signature's scope is \"\", and it must be \"write\"", await ReasonAsync(signed(), scoped), StringComparison.Ordinal);
    }

    /// <summary>A public key is no secret: a token that is signed with its text as HMAC's secret must not pass.</summary>
    [Fact]
    public async Task Read_RefusesAPublicKeyAsASecret()
    {
        var pem = _rsa.ExportSubjectPublicKeyInfoPem();
        var forged = Sign("HS256", Payload(Files), text => HMACSHA256.HashData(Encoding.UTF8.GetBytes(pem), text));

        Assert.Contains("the key 'k1' is for RS256", await ReasonAsync(Of([.. Files, Signatures(forged)]), Verifying("RS256")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"signatures": []}""", "there is no signature")]
    [InlineData("""{"signatures": ["a.b.c", "a.b.c"]}""", "there is more than one signature")]
    [InlineData("""{"signatures": ["a.b"]}""", "the signature is no JSON Web Token")]
    [InlineData("""{"signatures": ["e30.e30."]}""", "the signature names no key")]
    [InlineData("[]", "there is no signature")]
    [InlineData("", "The input is not JSON")]
    public async Task Read_RefusesSignatureFiles(string text, string reason)
    {
        var options = Verifying("RS256");
        options.Verification!.Keys.Add(new RegoBundleKey("k2", Secret, "HS256"));

        Assert.StartsWith($"b.tar.gz/.signatures.json: {reason}", await ReasonAsync(Of([.. Files, (".signatures.json", text)]), options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RefusesDigestsThatAreNotTaken()
    {
        var payload = Payload(Files).Replace("SHA-256", "MD5", StringComparison.Ordinal);

        Assert.Contains("SHA-256, SHA-384 and SHA-512 are taken", await ReasonAsync(Of([.. Files, Signatures(Sign("RS256", payload))]), Verifying("RS256")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_NeedsAKeyForASignedBundle_AndASignatureForAKey()
    {
        Assert.Contains("the bundle is not signed", await ReasonAsync(Of(Files), Verifying("RS256")), StringComparison.Ordinal);
        Assert.Contains("no key to verify it with", await ReasonAsync(Of([.. Files, Signature("RS256", Files)])), StringComparison.Ordinal);
        Assert.False((await ReadAsync(Of([.. Files, Signature("RS256", Files)]), new RegoBundleOptions { IgnoreSignatures = true })).IsVerified);
    }

    [Fact]
    public void Key_RefusesWhatDoesNotGoTogether()
    {
        Assert.Throws<ArgumentException>(() => new RegoBundleKey("k", "no pem"));
        Assert.Throws<ArgumentException>(() => new RegoBundleKey("k", Secret, "none"));
        Assert.Throws<ArgumentException>(() => new RegoBundleKey("k", _ec.ExportSubjectPublicKeyInfoPem(), "ES512"));
    }

    /// <summary>The digest that OPA gives this manifest.</summary>
    [Fact]
    public void Digest_OfAStructuredFile_IsThatOfOpa()
    {
        var text = StructuredDigest.Of(new BundleFile(".manifest", ".manifest", Encoding.UTF8.GetBytes("""{ "revision": "quickbrownfaux" }""")));

        Assert.Equal("""{"revision":"quickbrownfaux"}""", Encoding.UTF8.GetString(text.Span));
        Assert.Equal(
            """{"a":"<\u2028\u0001\n\"","b":[1.50,null]}""",
            Encoding.UTF8.GetString(StructuredDigest.Of(new BundleFile("x/data.json", "", Encoding.UTF8.GetBytes("""{"b": [1.50, null], "a": "\u003c\u2028\u0001\n\""}"""))).Span));
        Assert.Equal("{ }", Encoding.UTF8.GetString(StructuredDigest.Of(new BundleFile("x/other.json", "", Encoding.UTF8.GetBytes("{ }"))).Span));
    }

    private static RegoBundleOptions Verifying(RegoBundleKey key) => new() { Verification = new RegoBundleVerification { Keys = { key } } };

    private RegoBundleOptions Verifying(string algorithm) => Verifying(new RegoBundleKey("k1", algorithm[..2] switch
    {
        "HS" => Secret,
        "ES" => _ec.ExportSubjectPublicKeyInfoPem(),
        _ => _rsa.ExportSubjectPublicKeyInfoPem(),
    }, algorithm));

    private (string, string) Signature(string algorithm, (string Path, string Text)[] files) => Signatures(Sign(algorithm, Payload(files)));

    private static (string, string) Signatures(string token) => (".signatures.json", $$"""{"signatures": ["{{token}}"]}""");

    private static string Payload((string Path, string Text)[] files) => $$"""{"keyid": "k1", "files": [{{string.Join(", ", files.Select(file =>
        $$"""{"name": "{{file.Path}}", "hash": "{{Hash(file)}}", "algorithm": "SHA-256"}"""))}}]}""";

    private static string Hash((string Path, string Text) file) =>
        Convert.ToHexStringLower(SHA256.HashData(StructuredDigest.Of(new BundleFile(file.Path, file.Path, Encoding.UTF8.GetBytes(file.Text))).Span));

    private string Sign(string algorithm, string payload)
    {
        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        return Sign(algorithm, payload, text => algorithm[..2] switch
        {
            "HS" => CryptographicOperations.HmacData(hash, Encoding.UTF8.GetBytes(Secret), text),
            "ES" => _ec.SignData(text, hash),
            "PS" => _rsa.SignData(text, hash, RSASignaturePadding.Pss),
            _ => _rsa.SignData(text, hash, RSASignaturePadding.Pkcs1),
        });
    }

    private static string Sign(string algorithm, string payload, Func<byte[], byte[]> sign)
    {
        var message = $"{Encoded(Encoding.UTF8.GetBytes($$"""{"alg": "{{algorithm}}"}"""))}.{Encoded(Encoding.UTF8.GetBytes(payload))}";
        return $"{message}.{Encoded(sign(Encoding.ASCII.GetBytes(message)))}";
    }

    private static string Encoded(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
