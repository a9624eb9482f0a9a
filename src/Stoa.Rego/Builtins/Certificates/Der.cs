using System.Formats.Asn1;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Reading DER into the values that Go's encoding of certificates as JSON has.</summary>
internal static class Der
{
    private const int LongestNumber = 2048;

    /// <summary>Reads; what is not as it should be is a failure with this message.</summary>
    public static T Read<T>(BuiltinContext context, ReadOnlyMemory<byte> bytes, string fault, Func<AsnReader, T> read)
    {
        context.Step(1 + (bytes.Length / 32));
        context.Produce(bytes.Length);
        try
        {
            return read(Reader(bytes));
        }
        catch (Exception error) when (error is AsnContentException or FormatException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw new BuiltinFailure($"{fault}: {error.Message}");
        }
    }

    public static AsnReader Reader(ReadOnlyMemory<byte> bytes) => new(bytes, AsnEncodingRules.DER);

    public static Asn1Tag Context(int number, bool isConstructed = false) => new(TagClass.ContextSpecific, number, isConstructed);

    /// <summary>An integer, of 2048 bytes at most.</summary>
    public static BigInteger Number(AsnReader reader)
    {
        var bytes = reader.ReadIntegerBytes();
        return bytes.Length <= LongestNumber ? new BigInteger(bytes.Span, isBigEndian: true) : throw new AsnContentException("a number is too long");
    }

    /// <summary>The arcs of an object identifier.</summary>
    public static RegoArray Arcs(string identifier) => RegoArray.Of(identifier.Split('.').Select(arc => (RegoValue)RegoNumber.Parse(arc)));

    /// <summary>The text of a character string, whatever its type.</summary>
    public static string Text(AsnReader reader)
    {
        var tag = reader.PeekTag();
        var content = reader.PeekContentBytes().Span;
        reader.ReadEncodedValue();
        return (UniversalTagNumber)tag.TagValue switch
        {
            UniversalTagNumber.BMPString when tag.TagClass == TagClass.Universal => Encoding.BigEndianUnicode.GetString(content),
            UniversalTagNumber.T61String when tag.TagClass == TagClass.Universal => Encoding.Latin1.GetString(content),
            _ => Encoding.UTF8.GetString(content),
        };
    }

    public static RegoString Base64(ReadOnlyMemory<byte> bytes) => RegoString.Of(Convert.ToBase64String(bytes.Span));

    public static RegoString Time(AsnReader reader)
    {
        var time = reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
        return RegoString.Of(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    /// <summary>An array, or <c>null</c> where there is nothing to put into it.</summary>
    public static RegoValue List(IReadOnlyCollection<RegoValue>? items) => items is { Count: > 0 } ? RegoArray.Of(items) : RegoNull.Instance;
}
