using System.Text;

namespace Stoa.Rego.Bundles;

/// <summary>Files as text in UTF-8.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="RegoBundleException">It is not UTF-8.</exception>
    public static string Of(BundleFile file)
    {
        try
        {
            return Strict.GetString(WithoutMark(file.Bytes).Span);
        }
        catch (DecoderFallbackException error)
        {
            throw new RegoBundleException(file.Name, "the file is not UTF-8", error);
        }
    }

    /// <summary>The bytes behind a byte order mark.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) => bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
}
