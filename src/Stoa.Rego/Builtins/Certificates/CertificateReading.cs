using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Certificates, requests and keys from what policies hold: PEM, or base64 of PEM or DER.</summary>
internal static class CertificateReading
{
    private const string Begin = "-----BEGIN";
    private const string Request = "CERTIFICATE REQUEST";

    public static List<ReadOnlyMemory<byte>> Certificates(BuiltinContext context, string text)
    {
        var bytes = text.StartsWith(Begin, StringComparison.Ordinal) ? null : GoBase64.Decode(text);
        if (bytes is not null && !bytes.AsSpan().StartsWith("-----BEGIN"u8))
        {
            return CertificateShape.Split(context, bytes);
        }

        var certificates = new List<ReadOnlyMemory<byte>>();
        var rest = (bytes is null ? text : Encoding.UTF8.GetString(bytes)).AsSpan();
        while (PemBlock.Take(context, ref rest) is { } block)
        {
            certificates.AddRange(block.Type == PemBlock.Certificate
                ? CertificateShape.Split(context, block.Bytes)
                : throw new BuiltinFailure($"PEM block type is '{block.Type}', expected {PemBlock.Certificate}"));
        }

        return certificates;
    }

    public static byte[] CertificateRequest(BuiltinContext context, string text)
    {
        var bytes = text.StartsWith($"{Begin} {Request}-----", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(text) : GoBase64.Decode(text);
        var rest = Encoding.UTF8.GetString(bytes).AsSpan();
        return PemBlock.Take(context, ref rest) switch
        {
            null => bytes,
            { Type: Request } block => block.Bytes,
            _ => throw new BuiltinFailure("invalid PEM-encoded certificate signing request"),
        };
    }

    public static List<PrivateKeyShape> PrivateKeys(BuiltinContext context, string text)
    {
        var keys = new List<PrivateKeyShape>();
        var rest = Decoded(text).AsSpan();
        while (PemBlock.Take(context, ref rest) is { } block)
        {
            if (PrivateKeyShape.Of(context, block) is { } key)
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <summary>The blocks of PEM, or the one block of DER.</summary>
    public static List<PemBlock> Blocks(BuiltinContext context, string text, string type)
    {
        var bytes = text.StartsWith($"{Begin} ", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(text) : GoBase64.Decode(text);
        if (!bytes.AsSpan().StartsWith("-----BEGIN"u8))
        {
            return [new PemBlock(type, bytes)];
        }

        var blocks = new List<PemBlock>();
        var rest = Encoding.UTF8.GetString(bytes).AsSpan();
        while (PemBlock.Take(context, ref rest) is { } block)
        {
            blocks.Add(block);
        }

        return blocks;
    }

    private static string Decoded(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(GoBase64.Decode(text));
        }
        catch (BuiltinFailure)
        {
            return text;
        }
    }
}
