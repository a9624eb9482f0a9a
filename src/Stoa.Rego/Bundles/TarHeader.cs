using System.Buffers.Binary;
using System.Text;

namespace Stoa.Rego.Bundles;

/// <summary>The header block of a tar entry (POSIX ustar, and GNU's variant of it).</summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    public const int BlockSize = 512;

    private readonly ReadOnlySpan<byte> _block = block;

    public bool IsEnd => !_block.ContainsAnyExcept((byte)0);

    public char Kind => (char)_block[156];

    /// <summary>How many bytes follow, or a negative number where the field makes no sense.</summary>
    public long Size => Number(_block.Slice(124, 12));

    public string Path
    {
        get
        {
            var name = Text(_block[..100]);
            var prefix = _block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(_block.Slice(345, 155)) : "";
            return prefix.Length == 0 ? name : $"{prefix}/{name}";
        }
    }

    public bool HasValidChecksum
    {
        get
        {
            var sum = 8L * ' ';
            for (var i = 0; i < BlockSize; i++)
            {
                sum += i is >= 148 and < 156 ? 0 : _block[i];
            }

            return sum == Number(_block.Slice(148, 8));
        }
    }

    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    // Octal digits; numbers that do not fit are binary, with the first bit set.
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            return field[0] == 0x80 && !field[1..^8].ContainsAnyExcept((byte)0) ? BinaryPrimitives.ReadInt64BigEndian(field[^8..]) : -1;
        }

        var digits = field.Trim(" \0"u8);
        var value = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return -1;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }
}
