using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Sealing;

/// <summary>
/// Seals the <c>requestState</c> of multi-round requests (MCP 2026-07-28, multi round-trip requests): AES-256-GCM over the app's
/// state, bound to caller, tenant, operation, target and arguments, with an expiry and a round. A seal opens once.
/// </summary>
internal sealed class RetryStateSealer
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int FixedBytes = 1 + 8 + 4; // has inner state, expiry in Unix milliseconds, round

    private readonly byte[][] _keys;
    private readonly SealingOptions _options;
    private readonly TimeProvider _time;
    private readonly SpentSeals _spent;

    public RetryStateSealer(SealKeyRing ring, IOptions<SealingOptions> options, TimeProvider time)
    {
        _keys = ring.Derive("request-state");
        _options = options.Value;
        _time = time;
        _spent = new SpentSeals(_options.MaxPendingSeals);
    }

    /// <summary>Seals what the app gave out as state at the end of one round of <paramref name="call"/>.</summary>
    public string Seal(GovernedCall call, string? inner)
    {
        var state = Encoding.UTF8.GetBytes(inner ?? "");
        var plain = new byte[FixedBytes + state.Length];
        plain[0] = inner is null ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteInt64BigEndian(plain.AsSpan(1), (_time.GetUtcNow() + _options.Lifetime).ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(9), call.RetryRound + 1);
        state.CopyTo(plain, FixedBytes);

        var envelope = new byte[1 + NonceBytes + plain.Length + TagBytes];
        envelope[0] = Version;
        RandomNumberGenerator.Fill(envelope.AsSpan(1, NonceBytes));
        using var aes = new AesGcm(_keys[0], TagBytes);
        aes.Encrypt(
            envelope.AsSpan(1, NonceBytes), plain, envelope.AsSpan(1 + NonceBytes, plain.Length), envelope.AsSpan(^TagBytes..), Binding(call));
        return Base64Url.EncodeToString(envelope);
    }

    /// <summary>Opens a seal for a retry of the same call by the same caller, once. Null where it does not open.</summary>
    public RetryState? Open(GovernedCall call, string text)
    {
        if (!TryDecode(text, out var envelope))
        {
            return null;
        }

        var plain = new byte[envelope.Length - 1 - NonceBytes - TagBytes];
        if (!_keys.Any(key => TryDecrypt(key, envelope, plain, Binding(call))))
        {
            return null;
        }

        var now = _time.GetUtcNow();
        var expiry = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(plain.AsSpan(1)));
        var round = BinaryPrimitives.ReadInt32BigEndian(plain.AsSpan(9));
        if (now >= expiry || round > _options.MaxRounds || !_spent.TrySpend(envelope.AsSpan(1, NonceBytes), expiry, now))
        {
            return null;
        }

        return new RetryState(plain[0] == 0 ? null : Encoding.UTF8.GetString(plain.AsSpan(FixedBytes)), round);
    }

    private static bool TryDecode(string text, out byte[] envelope)
    {
        envelope = [];
        if (text.Length > 1_400_000 || !Base64Url.IsValid(text))
        {
            return false;
        }

        envelope = Base64Url.DecodeFromChars(text);
        // Spare bits of the last character decode to nothing; only the canonical spelling opens, so that every flipped bit counts.
        return envelope.Length >= 1 + NonceBytes + FixedBytes + TagBytes
            && envelope[0] == Version
            && string.Equals(Base64Url.EncodeToString(envelope), text, StringComparison.Ordinal);
    }

    private static bool TryDecrypt(byte[] key, byte[] envelope, byte[] plain, byte[] binding)
    {
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(
                envelope.AsSpan(1, NonceBytes), envelope.AsSpan(1 + NonceBytes, plain.Length), envelope.AsSpan(^TagBytes..), plain, binding);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static byte[] Binding(GovernedCall call) => CallBinding.Of(
        call.Caller!.Issuer, call.Caller.Subject, call.Caller.Agent, call.Tenant!, call.Server,
        call.Operation, call.Target.Kind.ToString(), call.Target.Name, call.ArgumentsDigest!);
}
