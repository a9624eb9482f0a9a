namespace Stoa.Rego.Builtins;

/// <summary><c>crypto.x509.*</c> and <c>crypto.parse_private_keys</c>.</summary>
internal static class CertificateBuiltins
{
    private static readonly RegoArray Unverified = RegoArray.Of(false, RegoArray.Empty);

    public static IReadOnlyList<Builtin> All { get; } =
    [
        Of("crypto.x509.parse_certificates", [RegoTypes.Text], RegoTypes.Array,
            static (context, operands) => Shapes(context, CertificateReading.Certificates(context, Text(operands[0])))),
        Of("crypto.x509.parse_and_verify_certificates", [RegoTypes.Text], RegoTypes.Array,
            static (context, operands) => Verify(context, Text(operands[0]), RegoObject.Empty)) with { IsNondeterministic = true },
        Of("crypto.x509.parse_and_verify_certificates_with_options", [RegoTypes.Text, RegoTypes.Members], RegoTypes.Array,
            static (context, operands) => Verify(context, Text(operands[0]), (RegoObject)operands[1])) with { IsNondeterministic = true },
        Of("crypto.x509.parse_certificate_request", [RegoTypes.Text], RegoTypes.Members,
            static (context, operands) => CertificateRequestShape.Of(context, CertificateReading.CertificateRequest(context, Text(operands[0])))),
        Of("crypto.x509.parse_keypair", [RegoTypes.Text, RegoTypes.Text], RegoTypes.Members, ParseKeyPair),
        Of("crypto.x509.parse_rsa_private_key", [RegoTypes.Text], RegoTypes.Members | RegoTypes.Null, ParseRsaPrivateKey),
        Of("crypto.parse_private_keys", [RegoTypes.Text], RegoTypes.Array | RegoTypes.Null, ParsePrivateKeys),
    ];

    private static Builtin Of(string name, IReadOnlyList<RegoTypes> operands, RegoTypes result, BuiltinFunction function) =>
        new(name, operands, result, BuiltinFailure.Guarding(function));

    private static RegoArray Shapes(BuiltinContext context, IEnumerable<ReadOnlyMemory<byte>> certificates) =>
        RegoArray.Of(certificates.Select(certificate => CertificateShape.Of(context, certificate)));

    private static RegoArray Verify(BuiltinContext context, string text, RegoObject options)
    {
        List<ReadOnlyMemory<byte>> certificates;
        try
        {
            certificates = CertificateReading.Certificates(context, text);
        }
        catch (BuiltinFailure)
        {
            return Unverified;
        }

        var read = CertificateOptions.Read(options);
        try
        {
            return CertificateChain.Verify(context, certificates, read) is { } chain ? RegoArray.Of(true, Shapes(context, chain)) : Unverified;
        }
        catch (BuiltinFailure)
        {
            return Unverified;
        }
    }

    private static RegoObject ParseKeyPair(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var certificates = CertificateReading.Blocks(context, Text(operands[0]), PemBlock.Certificate)
            .Where(block => block.Type == PemBlock.Certificate).Select(block => (ReadOnlyMemory<byte>)block.Bytes).ToList();
        if (certificates.Count == 0)
        {
            throw new BuiltinFailure("tls: failed to find any PEM data in certificate input");
        }

        var key = CertificateReading.Blocks(context, Text(operands[1]), "PRIVATE KEY").Select(block => PrivateKeyShape.Of(context, block)).FirstOrDefault(found => found is not null)
            ?? throw new BuiltinFailure("tls: failed to find any PEM data in key input");
        var leaf = CertificateShape.Of(context, certificates[0]);
        if (leaf.Find("PublicKey") != key.PublicKey)
        {
            throw new BuiltinFailure("tls: private key does not match public key");
        }

        return RegoObject.Of(
            ("Certificate", RegoArray.Of(certificates.Select(Der.Base64))),
            ("PrivateKey", key.Go),
            ("SupportedSignatureAlgorithms", RegoNull.Instance),
            ("OCSPStaple", RegoNull.Instance),
            ("SignedCertificateTimestamps", RegoNull.Instance),
            ("Leaf", leaf));
    }

    private static RegoValue ParseRsaPrivateKey(BuiltinContext context, ReadOnlySpan<RegoValue> operands)
    {
        var text = Text(operands[0]);
        if (text.Length == 0)
        {
            throw new BuiltinFailure("input PEM data was empty");
        }

        var pem = text.StartsWith("-----BEGIN", StringComparison.Ordinal) ? text : System.Text.Encoding.UTF8.GetString(GoBase64.Decode(text));
        return CertificateReading.PrivateKeys(context, pem) is [var key, ..] ? key.Jwk : RegoNull.Instance;
    }

    private static RegoValue ParsePrivateKeys(BuiltinContext context, ReadOnlySpan<RegoValue> operands) => Text(operands[0]) is { Length: > 0 } text
        ? RegoArray.Of(CertificateReading.PrivateKeys(context, text).Select(key => key.Go))
        : RegoNull.Instance;

    private static string Text(RegoValue operand) => ((RegoString)operand).Value;
}
