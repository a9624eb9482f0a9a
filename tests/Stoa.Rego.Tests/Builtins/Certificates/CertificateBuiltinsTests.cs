using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public class CertificateBuiltinsTests
{
    // The query's time is in November 2023.
    private static readonly DateTimeOffset From = new(2023, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly ECDsa LeafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly X509Certificate2 Root = Authority("CN=Root, O=Stoa", null);
    private static readonly X509Certificate2 Intermediate = Authority("CN=Intermediate", Root);
    private static readonly X509Certificate2 Leaf = MakeLeaf();

    [Fact]
    public void ParseCertificates_HasGosShape()
    {
        var shape = (RegoObject)((RegoArray)Result("crypto.x509.parse_certificates", Leaf.ExportCertificatePem())!)[0];

        Assert.Equal("Leaf, with a comma", ((RegoObject)shape.Find("Subject")!).Find("CommonName"));
        Assert.Equal(Json("""["Stoa"]"""), ((RegoObject)shape.Find("Subject")!).Find("Organization"));
        Assert.Equal("Intermediate", ((RegoObject)shape.Find("Issuer")!).Find("CommonName"));
        Assert.Equal("2023-01-02T03:04:05Z", shape.Find("NotBefore"));
        Assert.Equal(Json("""["www.example.com"]"""), shape.Find("DNSNames"));
        Assert.Equal(Json("""["192.0.2.1","2001:db8::1"]"""), shape.Find("IPAddresses"));
        Assert.Equal(Json("""["someone@example.com"]"""), shape.Find("EmailAddresses"));
        Assert.Equal(Json("""["spiffe://example.com/opa?a=b#c"]"""), shape.Find("URIStrings"));
        Assert.Equal(
            Json("""[{"Scheme":"spiffe","Opaque":"","User":null,"Host":"example.com","Path":"/opa","RawPath":"","OmitHost":false,"ForceQuery":false,"RawQuery":"a=b","Fragment":"c","RawFragment":""}]"""),
            shape.Find("URIs"));
        Assert.Equal(Json("[1, 2]"), shape.Find("ExtKeyUsage"));
        Assert.Equal(Json("[[1, 2, 3, 4]]"), shape.Find("UnknownExtKeyUsage"));
        Assert.Equal(1L, shape.Find("KeyUsage"));
        Assert.Equal(3L, shape.Find("Version"));
        Assert.Equal(10L, shape.Find("SignatureAlgorithm"));
        Assert.Equal(3L, shape.Find("PublicKeyAlgorithm"));
        Assert.Equal(Json("[[1, 2, 3, 5]]"), shape.Find("UnhandledCriticalExtensions"));
        Assert.Equal(true, shape.Find("BasicConstraintsValid"));
        Assert.Equal(-1L, shape.Find("MaxPathLen"));
        Assert.Equal(RegoNull.Instance, shape.Find("PermittedDNSDomains"));
        Assert.Equal(Convert.ToBase64String(Leaf.RawData), shape.Find("Raw"));
    }

    [Fact]
    public void ParseCertificates_TakesPemAndBase64()
    {
        var pem = Leaf.ExportCertificatePem() + "\nwords between\n" + Root.ExportCertificatePem();
        var expected = Result("crypto.x509.parse_certificates", pem);

        Assert.Equal(2, ((RegoArray)expected!).Count);
        Assert.Equal(expected, Result("crypto.x509.parse_certificates", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pem))));
        Assert.Equal(expected, Result("crypto.x509.parse_certificates", Convert.ToBase64String([.. Leaf.RawData, .. Root.RawData])));
    }

    [Theory]
    [InlineData("foobar", "illegal base64 data at input byte 4")]
    [InlineData("YmFkc3RyaW5n", "x509: malformed certificate: ")]
    [InlineData("-----BEGIN KEY-----\nAAAA\n-----END KEY-----\n", "PEM block type is 'KEY', expected CERTIFICATE")]
    public void ParseCertificates_OfOtherText_Fails(string text, string message)
    {
        var (code, found) = Failure("crypto.x509.parse_certificates", text);
        Assert.Equal(RegoErrorCodes.Builtin, code);
        Assert.StartsWith(message, found);
    }

    [Fact]
    public void ParseCertificates_OfChangedBytes_NeverEscapesWithAnotherError()
    {
        var random = new Random(7);
        var certificate = Leaf.RawData;
        for (var i = 0; i < 3000; i++)
        {
            var changed = certificate.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            var text = Convert.ToBase64String(changed.AsSpan(0, random.Next(2) == 0 ? changed.Length : random.Next(changed.Length)));
            Run("crypto.x509.parse_certificates", [text]);
        }
    }

    [Fact]
    public void ParseAndVerify_OfChain_IsLeafToRoot()
    {
        var plain = MakeLeaf(isPlain: true);
        var result = (RegoArray)Result("crypto.x509.parse_and_verify_certificates", Pem(Root, Intermediate, plain))!;

        Assert.Equal(true, result[0]);
        Assert.Equal(
            ["Leaf, with a comma", "Intermediate", "Root"],
            ((RegoArray)result[1]).Select(certificate => ((RegoString)((RegoObject)((RegoObject)certificate).Find("Subject")!).Find("CommonName")!).Value));
    }

    [Fact]
    public void ParseAndVerify_OfWrongChain_IsFalse()
    {
        var plain = MakeLeaf(isPlain: true);
        var unverified = Json("[false, []]");

        Assert.Equal(unverified, Result("crypto.x509.parse_and_verify_certificates", Pem(Root, plain)));
        Assert.Equal(unverified, Result("crypto.x509.parse_and_verify_certificates", Pem(plain)));
        Assert.Equal(unverified, Result("crypto.x509.parse_and_verify_certificates", Pem(Authority("CN=Root, O=Stoa", null), Intermediate, plain)));
        Assert.Equal(unverified, Result("crypto.x509.parse_and_verify_certificates", Pem(Root, Intermediate, Leaf)));
        Assert.Equal(unverified, Result("crypto.x509.parse_and_verify_certificates", "nothing"));
    }

    [Theory]
    [InlineData("""{"DNSName":"www.example.com"}""", true)]
    [InlineData("""{"DNSName":"other.example.com"}""", false)]
    [InlineData("""{"CurrentTime":1680000000000000000}""", true)]
    [InlineData("""{"CurrentTime":1670000000000000000}""", false)]
    [InlineData("""{"KeyUsages":["KeyUsageCodeSigning"]}""", false)]
    [InlineData("""{"KeyUsages":["KeyUsageCodeSigning","KeyUsageClientAuth"]}""", true)]
    [InlineData("""{"KeyUsages":["KeyUsageAny"]}""", true)]
    [InlineData("""{"MaxConstraintComparisons":5}""", true)]
    public void ParseAndVerifyWithOptions_HoldsToThem(string options, bool expected)
    {
        var chain = Pem(Root, Intermediate, MakeLeaf(isPlain: true));
        Assert.Equal(expected, ((RegoArray)Result("crypto.x509.parse_and_verify_certificates_with_options", chain, Json(options))!)[0]);
    }

    [Theory]
    [InlineData("""{"DNSName":1}""", "'DNSName' should be a string")]
    [InlineData("""{"CurrentTime":1.5}""", "'CurrentTime' should be a valid int64 number")]
    [InlineData("""{"KeyUsages":["KeyUsageFlying"]}""", "invalid entries for 'KeyUsages' found: [KeyUsageFlying]")]
    [InlineData("""{"KeyUsages":1}""", "'KeyUsages' should be an Array or Set")]
    [InlineData("""{"Other":1}""", "invalid key option")]
    public void ParseAndVerifyWithOptions_WithWrongOption_Fails(string options, string message) => Assert.Equal(
        (RegoErrorCodes.Builtin, message), Failure("crypto.x509.parse_and_verify_certificates_with_options", Pem(Root, Leaf), Json(options)));

    [Fact]
    public void ParseCertificateRequest_HasGosShape()
    {
        var request = new CertificateRequest("CN=example.com", LeafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("www.example.com");
        request.CertificateExtensions.Add(names.Build());

        var signed = request.CreateSigningRequest();
        var shape = (RegoObject)Result("crypto.x509.parse_certificate_request", PemEncoding.WriteString("CERTIFICATE REQUEST", signed))!;

        Assert.Equal("example.com", ((RegoObject)shape.Find("Subject")!).Find("CommonName"));
        Assert.Equal(Json("""["www.example.com"]"""), shape.Find("DNSNames"));
        Assert.Equal(0L, shape.Find("Version"));
        Assert.Equal(shape, Result("crypto.x509.parse_certificate_request", Convert.ToBase64String(signed)));
        Assert.StartsWith("asn1: structure error", Failure("crypto.x509.parse_certificate_request", "YmFkc3RyaW5n").Message);
        Assert.StartsWith("illegal base64", Failure("crypto.x509.parse_certificate_request", "foobar").Message);
    }

    [Fact]
    public void ParseKeyPair_HasGosShape()
    {
        var plain = MakeLeaf(isPlain: true);
        var pair = (RegoObject)Result("crypto.x509.parse_keypair", Pem(plain, Intermediate), LeafKey.ExportPkcs8PrivateKeyPem())!;

        Assert.Equal(RegoArray.Of(Convert.ToBase64String(plain.RawData), Convert.ToBase64String(Intermediate.RawData)), pair.Find("Certificate"));
        Assert.Equal(pair, Result("crypto.x509.parse_keypair", Pem(plain, Intermediate), Convert.ToBase64String(LeafKey.ExportPkcs8PrivateKey())));
        Assert.Equal("tls: private key does not match public key", Failure("crypto.x509.parse_keypair", Pem(Root), LeafKey.ExportECPrivateKeyPem()).Message);
        Assert.Equal("tls: failed to find any PEM data in key input", Failure("crypto.x509.parse_keypair", Pem(plain), Pem(plain)).Message);
    }

    [Fact]
    public void ParsePrivateKeys_OfEachKind()
    {
        using var rsa = RSA.Create(2048);
        var seed = new byte[32];
        var ed = PemEncoding.WriteString("PRIVATE KEY", [.. Convert.FromHexString("302e020100300506032b657004220420"), .. seed]);
        var keys = (RegoArray)Result("crypto.parse_private_keys", $"{rsa.ExportRSAPrivateKeyPem()}\n{rsa.ExportPkcs8PrivateKeyPem()}\n{LeafKey.ExportECPrivateKeyPem()}\n{ed}")!;

        Assert.Equal(4, keys.Count);
        Assert.Equal(keys[0], keys[1]);
        Assert.Equal(65537L, ((RegoObject)keys[0]).Find("E"));
        Assert.Equal(Json("{}"), ((RegoObject)keys[2]).Find("Curve"));
        Assert.Equal(64, Convert.FromBase64String(((RegoString)keys[3]).Value).Length);
        Assert.Equal(RegoNull.Instance, Result("crypto.parse_private_keys", ""));
        Assert.Equal(RegoArray.Empty, Result("crypto.parse_private_keys", "nope"));
    }

    [Fact]
    public void ParseRsaPrivateKey_IsAJwkThatSigns()
    {
        using var rsa = RSA.Create(2048);
        var jwk = (RegoObject)Result("crypto.x509.parse_rsa_private_key", rsa.ExportPkcs8PrivateKeyPem())!;
        var token = Result("io.jwt.encode_sign", Json("""{"alg":"RS256"}"""), Json("{}"), jwk)!;

        Assert.Equal(true, Result("io.jwt.verify_rs256", token, rsa.ExportSubjectPublicKeyInfoPem()));
        Assert.Equal("input PEM data was empty", Failure("crypto.x509.parse_rsa_private_key", "").Message);
        Assert.StartsWith("illegal base64", Failure("crypto.x509.parse_rsa_private_key", "invalid").Message);
    }

    [Theory]
    [InlineData("RSA PRIVATE KEY", "MBsCAQACAQ8CAQMCAQICAQMCAQUCAQECAQMCAQI=")]
    [InlineData("RSA PRIVATE KEY", "MAA=")]
    [InlineData("EC PRIVATE KEY", "MAA=")]
    [InlineData("PRIVATE KEY", "MAA=")]
    public void ParsePrivateKeys_OfBrokenKey_Fails(string type, string content) => Assert.Equal(
        RegoErrorCodes.Builtin, Failure("crypto.parse_private_keys", $"-----BEGIN {type}-----\n{content}\n-----END {type}-----\n").Code);

    private static string Pem(params X509Certificate2[] certificates) => string.Join('\n', certificates.Select(certificate => certificate.ExportCertificatePem()));

    private static X509Certificate2 Authority(string name, X509Certificate2? issuer)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 1, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return issuer is null ? request.CreateSelfSigned(From, To) : request.Create(issuer, From, To, [1]).CopyWithPrivateKey(key);
    }

    private static X509Certificate2 MakeLeaf(bool isPlain = false)
    {
        var request = new CertificateRequest("CN=\"Leaf, with a comma\", O=Stoa", LeafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("www.example.com");
        names.AddIpAddress(IPAddress.Parse("192.0.2.1"));
        names.AddIpAddress(IPAddress.Parse("2001:db8::1"));
        names.AddEmailAddress("someone@example.com");
        names.AddUri(new Uri("spiffe://example.com/opa?a=b#c"));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2"), new("1.2.3.4")], false));
        if (!isPlain)
        {
            request.CertificateExtensions.Add(new X509Extension("1.2.3.5", [5, 0], true));
        }

        return request.Create(Intermediate, From, To, [2]);
    }
}
