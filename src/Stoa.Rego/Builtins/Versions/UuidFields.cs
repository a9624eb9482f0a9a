using System.Buffers.Binary;

namespace Stoa.Rego.Builtins;

/// <summary>What a UUID says of itself (RFC 4122): its version and variant, and of versions 1 and 2 when and where it was made.</summary>
internal static class UuidFields
{
    private const string UrnPrefix = "urn:uuid:";

    // From 1582-10-15 to 1970-01-01, in units of 100 ns.
    private const long GregorianToUnix = 122_192_928_000_000_000;

    /// <summary>The fields, or null where the text is no UUID.</summary>
    public static RegoObject? TryParse(string text)
    {
        // Plain, in braces, as a URN, or digits alone.
        text = text.Length == 36 + UrnPrefix.Length && text.StartsWith(UrnPrefix, StringComparison.OrdinalIgnoreCase) ? text[UrnPrefix.Length..] : text;
        text = text.Length == 38 ? text[1..^1] : text;
        var format = text.Length switch { 36 => "D", 32 => "N", _ => null };
        if (format is null || !Guid.TryParseExact(text, format, out var uuid))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        uuid.TryWriteBytes(bytes, bigEndian: true, out _);
        return Read(bytes);
    }

    private static RegoObject Read(ReadOnlySpan<byte> bytes)
    {
        var version = bytes[6] >> 4;
        var fields = new RegoObjectBuilder { ["version"] = version, ["variant"] = Variant(bytes[8]) };
        if (version is 1 or 2)
        {
            fields["time"] = Time(bytes);
            fields["nodeid"] = string.Join('-', bytes[10..].ToArray().Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
            fields["macvariables"] = MacVariables(bytes[10]);
            fields["clocksequence"] = BinaryPrimitives.ReadUInt16BigEndian(bytes[8..]) & 0x3FFF;
        }

        if (version == 2)
        {
            fields["id"] = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            fields["domain"] = bytes[9] switch { 0 => "Person", 1 => "Group", 2 => "Org", var other => $"Domain{other}" };
        }

        return fields.Build();
    }

    // Nanoseconds since 1970.
    private static long Time(ReadOnlySpan<byte> bytes)
    {
        var low = (long)BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var middle = (long)BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        var high = (long)(BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0xFFF);
        return unchecked(((low | (middle << 32) | (high << 48)) - GregorianToUnix) * 100);
    }

    private static string Variant(byte bits) => (bits & 0xC0) == 0x80 ? "RFC4122"
        : (bits & 0xE0) == 0xC0 ? "Microsoft"
        : (bits & 0xE0) == 0xE0 ? "Future"
        : "Reserved";

    private static string MacVariables(byte first) => (first & 2, first & 1) switch
    {
        (0, 0) => "global:unicast",
        (0, _) => "global:multicast",
        (_, 0) => "local:unicast",
        _ => "local:multicast",
    };
}
