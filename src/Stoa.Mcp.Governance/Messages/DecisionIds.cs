using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// Names decisions: UUIDs of version 7 (RFC 9562, section 5.7). The random bits come from the system, some hundred ids' worth at a time
/// for each thread: to ask for each id alone costs more than all else that is done for it.
/// </summary>
internal static class DecisionIds
{
    private const int IdBytes = 16;
    private const int TimeBytes = 6;
    private const int Supply = 128 * (IdBytes - TimeBytes);

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _left;

    /// <summary>An id that no other call has.</summary>
    public static string New(DateTimeOffset now)
    {
        Span<byte> id = stackalloc byte[IdBytes];
        BinaryPrimitives.WriteInt64BigEndian(id, now.ToUnixTimeMilliseconds() << 16);
        TakeRandom(id[TimeBytes..]);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id, bigEndian: true).ToString();
    }

    private static void TakeRandom(Span<byte> target)
    {
        var random = _random ??= new byte[Supply];
        if (_left < target.Length)
        {
            RandomNumberGenerator.Fill(random);
            _left = random.Length;
        }

        _left -= target.Length;
        random.AsSpan(_left, target.Length).CopyTo(target);
    }
}
