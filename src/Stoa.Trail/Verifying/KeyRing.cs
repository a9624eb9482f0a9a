using System.Buffers.Text;
using System.Text;

namespace Stoa.Trail.Verifying;

/// <summary>The keys whose signatures count: those that the auditor gave, or else those that the trail names.</summary>
internal sealed class KeyRing : IDisposable
{
    private const int SignatureBytes = 64;
    private readonly Dictionary<string, (TrailKey Key, long Heads)> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _announced = new(StringComparer.Ordinal);

    public KeyRing(IReadOnlyList<TrailKey> given)
    {
        AreFromTrail = given.Count == 0;
        foreach (var key in given)
        {
            _keys[key.Id] = (key, 0);
        }
    }

    public bool AreFromTrail { get; }

    public IReadOnlyList<UsedKey> Used =>
        [.. _keys.Where(key => key.Value.Heads > 0).Select(key => new UsedKey(key.Key, key.Value.Heads)).OrderBy(key => key.Id, StringComparer.Ordinal)];

    /// <summary>A segment names the key that signs its heads; what is wrong with that, or null.</summary>
    public string? Announce(ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> publicKey)
    {
        var (id, text) = (Encoding.ASCII.GetString(keyId), Encoding.ASCII.GetString(publicKey));
        if (_announced.TryGetValue(id, out var before) && before == text)
        {
            return null;
        }

        if (TryRead(text) is not { } key)
        {
            return "has a public_key that is no ECDSA key on P-256";
        }

        if (key.Id != id)
        {
            key.Dispose();
            return "has a key_id that is not that of its public_key";
        }

        if (!AreFromTrail || !_keys.TryAdd(id, (key, 0)))
        {
            key.Dispose();
        }

        _announced[id] = text;
        return null;
    }

    /// <summary>Checks the signature of a head; what is wrong with it, or null.</summary>
    public string? Check(ReadOnlySpan<byte> keyId, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        var id = Encoding.ASCII.GetString(keyId);
        if (!_keys.TryGetValue(id, out var known))
        {
            return AreFromTrail ? $"is a head signed by a key that no segment before it names: {id}" : $"is a head signed by a key that was not given: {id}";
        }

        Span<byte> bytes = stackalloc byte[SignatureBytes];
        if (Base64Url.DecodeFromUtf8(signature, bytes, out _, out var length) != System.Buffers.OperationStatus.Done
            || length != SignatureBytes
            || !known.Key.Verifies(signed, bytes))
        {
            return "is a head whose signature is not valid";
        }

        _keys[id] = (known.Key, known.Heads + 1);
        return null;
    }

    // Keys that were given belong to whoever gave them.
    public void Dispose()
    {
        foreach (var (key, _) in AreFromTrail ? _keys.Values.ToList() : [])
        {
            key.Dispose();
        }
    }

    private static TrailKey? TryRead(string base64url)
    {
        try
        {
            return TrailKey.FromSubjectPublicKeyInfo(Base64Url.DecodeFromChars(base64url));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
