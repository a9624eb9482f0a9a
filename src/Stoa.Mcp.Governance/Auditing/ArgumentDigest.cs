using System.Buffers;
using System.Collections.ObjectModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Auditing;

/// <inheritdoc />
internal sealed class ArgumentDigest(IOptions<AuditOptions> options, DigestKeyStore keys) : IArgumentDigest, IDisposable
{
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    // A keyed hash costs more to set up than to compute, so each thread keeps its own.
    private readonly ThreadLocal<IncrementalHash> _mac = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys.Key));

    private readonly (NamePattern Tool, string[] Fields)[] _rules =
        [.. options.Value.KeepArguments.Select(rule => (new NamePattern(rule.Key), rule.Value))];

    public string? Compute(JsonElement arguments)
    {
        if (arguments.ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        CanonicalJson.Write(buffer, arguments, ascii: false);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hash = _mac.Value!;
        hash.AppendData(buffer.WrittenSpan);
        hash.GetHashAndReset(mac);
        if (buffer.Capacity > MostKept)
        {
            _buffer = null;
        }

        return string.Concat("hmac-sha256:", Convert.ToHexStringLower(mac));
    }

    public IReadOnlyDictionary<string, string> Keep(string tool, JsonElement arguments)
    {
        if (_rules.Length == 0 || arguments.ValueKind != JsonValueKind.Object)
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        Dictionary<string, string>? kept = null;
        foreach (var (pattern, fields) in _rules)
        {
            if (pattern.Matches(tool))
            {
                KeepFields(ref kept, fields, arguments);
            }
        }

        return kept ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty;
    }

    public void Dispose() => _mac.Dispose();

    private static void KeepFields(ref Dictionary<string, string>? kept, string[] fields, JsonElement arguments)
    {
        foreach (var field in fields)
        {
            if (arguments.TryGetProperty(field, out var value))
            {
                var text = new ArrayBufferWriter<byte>();
                CanonicalJson.Write(text, value, ascii: true);
                (kept ??= [])[field] = Encoding.ASCII.GetString(text.WrittenSpan);
            }
        }
    }
}
