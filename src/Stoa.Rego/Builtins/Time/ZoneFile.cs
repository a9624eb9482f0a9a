using System.Buffers.Binary;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>The transitions of a compiled zone file (RFC 8536).</summary>
internal sealed class ZoneFile
{
    private const int HeaderLength = 44;
    private const int MostBytes = 1 << 20;

    private readonly long[] _transitions;
    private readonly byte[] _types;
    private readonly (ZoneOffset Offset, bool IsDaylight)[] _offsets;

    private ZoneFile(long[] transitions, byte[] types, (ZoneOffset Offset, bool IsDaylight)[] offsets)
    {
        _transitions = transitions;
        _types = types;
        _offsets = offsets;
    }

    /// <summary>The file of a zone whose name is known to be one, or null.</summary>
    public static ZoneFile? Find(string name)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("TZDIR") ?? "/usr/share/zoneinfo", name);
        try
        {
            return new FileInfo(path) is { Exists: true, Length: < MostBytes } ? Read(File.ReadAllBytes(path)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The offset at an instant; null after the last transition, from where on rules hold.</summary>
    public ZoneOffset? At(long seconds)
    {
        if (_transitions.Length == 0 || seconds >= _transitions[^1])
        {
            return null;
        }

        var position = Array.BinarySearch(_transitions, seconds);
        position = position < 0 ? ~position - 1 : position;
        return position >= 0 ? _offsets[_types[position]].Offset : Array.Find(_offsets, offset => !offset.IsDaylight).Offset;
    }

    /// <summary>The abbreviation that was last in use with an offset, or null.</summary>
    public string? NameOf(int seconds, bool isDaylight)
    {
        for (var i = _types.Length - 1; i >= 0; i--)
        {
            var (offset, daylight) = _offsets[_types[i]];
            if (offset.Seconds == seconds && daylight == isDaylight)
            {
                return offset.Name;
            }
        }

        return Array.Find(_offsets, offset => offset.Offset.Seconds == seconds).Offset.Name;
    }

    private static ZoneFile? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("TZif"u8) || file[4] < (byte)'2')
        {
            return null;
        }

        // The first block repeats the second in 32 bits.
        var block = file[(HeaderLength + BlockLength(file, 4))..];
        var transitionCount = Count(block, 32);
        var typeCount = Count(block, 36);
        var names = block.Slice(HeaderLength + (9 * transitionCount) + (6 * typeCount), Count(block, 40));
        var transitions = new long[transitionCount];
        for (var i = 0; i < transitionCount; i++)
        {
            transitions[i] = BinaryPrimitives.ReadInt64BigEndian(block[(HeaderLength + (8 * i))..]);
        }

        var offsets = new (ZoneOffset, bool)[typeCount];
        for (var i = 0; i < typeCount; i++)
        {
            var type = block.Slice(HeaderLength + (9 * transitionCount) + (6 * i), 6);
            var name = names[type[5]..];
            offsets[i] = (new ZoneOffset(BinaryPrimitives.ReadInt32BigEndian(type), Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)])), type[4] != 0);
        }

        return new ZoneFile(transitions, block.Slice(HeaderLength + (8 * transitionCount), transitionCount).ToArray(), offsets);
    }

    private static int BlockLength(ReadOnlySpan<byte> header, int timeLength) =>
        (Count(header, 32) * (timeLength + 1)) + (Count(header, 36) * 6) + Count(header, 40)
        + (Count(header, 28) * (timeLength + 4)) + Count(header, 24) + Count(header, 20);

    private static int Count(ReadOnlySpan<byte> header, int position) => BinaryPrimitives.ReadInt32BigEndian(header[position..]);
}
