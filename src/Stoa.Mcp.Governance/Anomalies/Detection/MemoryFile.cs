using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Stoa.Mcp.Governance.Anomalies.Detection;

/// <summary>What was learned, as bytes: a version, the trail it was learned from, the series, and a SHA-256 over all before it.</summary>
internal static class MemoryFile
{
    private const uint Magic = 0x414F5453; // "STOA"
    private const int Version = 1;

    public static byte[] Write(string trail, long sequence, IEnumerable<CallSeries> series)
    {
        using var output = new MemoryStream();
        using var writer = new BinaryWriter(output, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(trail);
        writer.Write(sequence);
        foreach (var one in series)
        {
            writer.Write(true);
            Write(writer, one);
        }

        writer.Write(false);
        writer.Flush();
        writer.Write(SHA256.HashData(output.GetBuffer().AsSpan(0, (int)output.Length)));
        return output.ToArray();
    }

    /// <exception cref="FormatException">The bytes are no such memory, or one of another version or trail; the message says which.</exception>
    public static (long Sequence, IReadOnlyList<CallSeries> Series) Read(byte[] bytes, string trail)
    {
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < 0 || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
        {
            throw new FormatException("it is damaged.");
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, 0, length, writable: false), Encoding.UTF8);
            return Read(reader, trail);
        }
        catch (Exception exception) when (exception is EndOfStreamException or ArgumentException or IOException)
        {
            throw new FormatException($"it is no such file: {exception.Message}", exception);
        }
    }

    private static (long Sequence, IReadOnlyList<CallSeries> Series) Read(BinaryReader reader, string trail)
    {
        if (reader.ReadUInt32() != Magic || reader.ReadInt32() != Version)
        {
            throw new FormatException("it is of another version.");
        }

        if (reader.ReadString() != trail)
        {
            throw new FormatException("it was learned from another trail.");
        }

        var sequence = reader.ReadInt64();
        var series = new List<CallSeries>();
        while (reader.ReadBoolean())
        {
            series.Add(ReadSeries(reader));
        }

        return (sequence, series);
    }

    private static void Write(BinaryWriter writer, CallSeries series)
    {
        writer.Write(series.Key.Tenant);
        writer.Write(series.Key.Agent);
        writer.Write(series.Key.Operation);
        writer.Write(series.Key.Tool);
        writer.Write(series.At);
        writer.Write(series.SlotsLearned);
        writer.Write(series.Cost);
        writer.Write(MemoryMarshal.AsBytes(series.Profile.Calls));
        writer.Write(MemoryMarshal.AsBytes(series.Profile.Days));
        EpisodeBytes.Write(writer, series.Episode);
    }

    private static CallSeries ReadSeries(BinaryReader reader)
    {
        var key = new SeriesKey(reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());
        var (at, slotsLearned, cost) = (reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32());
        var profile = new DailyProfile(ReadSlots(reader), ReadSlots(reader));
        return new CallSeries(key, at, profile, slotsLearned) { Cost = cost, Episode = EpisodeBytes.Read(reader) };
    }

    private static float[] ReadSlots(BinaryReader reader)
    {
        var slots = new float[DailyProfile.Slots];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(slots.AsSpan()));
        return slots;
    }
}
