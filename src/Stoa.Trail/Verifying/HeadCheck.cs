using System.Text;

namespace Stoa.Trail.Verifying;

/// <summary>
/// The signed heads of one chain. A head covers the line before it by its <c>prev</c>, and so everything before it: nobody without the
/// key can write a chain anew that has one.
/// </summary>
internal sealed class HeadCheck(string stream, VerifiedTrail trail)
{
    /// <summary>
    /// A head follows at the latest after 1,000 lines. A power cut may have torn just that one, or one behind the first line of a segment, and
    /// the chain goes on with the first line of the next: some lines more are none of a forger's work yet.
    /// </summary>
    public const int MostWithout = 1_010;

    private const int SignatureDigits = 86;
    private byte[]? _announced;
    private bool _expected;

    public long Heads { get; private set; }

    public long LinesSince { get; private set; }

    /// <summary>A segment begins; what is wrong with the key that it names, or null.</summary>
    public string? Begin(ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> publicKey)
    {
        _announced = null;
        if (keyId.IsEmpty && publicKey.IsEmpty)
        {
            return null;
        }

        _announced = keyId.ToArray();
        _expected = true;
        return trail.Keys.Announce(keyId, publicKey);
    }

    /// <summary>A segment begins that names no key.</summary>
    public void BeginUnnamed() => _announced = null;

    /// <summary>Checks a head.</summary>
    public string? Head(ReadOnlySpan<byte> line, LineFields fields)
    {
        var keyId = line[fields.KeyId];
        if (!Ascii.Equals(line[fields.Stream], stream))
        {
            return "is a head of another chain";
        }

        if (trail.Identify(line[fields.Trail]) is { } other)
        {
            return other;
        }

        if (_announced is not null && !keyId.SequenceEqual(_announced))
        {
            return "is a head signed by another key than its segment names";
        }

        var error = Split(line, out var signed, out var signature) ? trail.Keys.Check(keyId, signed, signature) : "is a head without a signature behind all else";
        if (error is null)
        {
            Heads++;
            LinesSince = 0;
            _expected = true;
        }

        return error;
    }

    /// <summary>Counts a line that is no head.</summary>
    public string? Other()
    {
        LinesSince++;
        return _expected && LinesSince > MostWithout ? $"is the line {MostWithout + 1} without a signed head: heads were taken out" : null;
    }

    // What is signed is all before the signature, so nothing may stand between that and the hash.
    private static bool Split(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> signed, out ReadOnlySpan<byte> signature)
    {
        var name = ",\"signature\":\""u8;
        var hashed = line[..^LineLayout.TailBytes];
        var at = hashed.Length - name.Length - SignatureDigits - 1;
        signed = at > 0 ? hashed[..at] : default;
        signature = at > 0 ? hashed.Slice(at + name.Length, SignatureDigits) : default;
        return at > 0 && hashed.Slice(at, name.Length).SequenceEqual(name) && hashed[^1] == (byte)'"';
    }
}
