using System.Buffers;
using System.Collections.ObjectModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Auditing;

/// <inheritdoc />
internal sealed class ArgumentDigest(IOptions<AuditOptions> options, DigestKeyStore keys) : IArgumentDigest, IDisposable
{
    private const int MostKept = 64 * 1024;
    private const int MostFields = 64;

    private static readonly JsonElement Hidden = JsonElement.Parse($"\"{PolicyObligations.Redacted}\"");

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    private readonly TenantMacs _macs = new(keys);

    private readonly (NamePattern Tool, string[] Fields)[] _rules =
        [.. options.Value.KeepArguments.Select(rule => (new NamePattern(rule.Key), rule.Value))];

    public string? Compute(string tenant, JsonElement arguments)
    {
        if (arguments.ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        CanonicalJson.Write(buffer, arguments, ascii: false);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hash = _macs.Of(tenant);
        hash.AppendData(buffer.WrittenSpan);
        hash.GetHashAndReset(mac);
        if (buffer.Capacity > MostKept)
        {
            _buffer = null;
        }

        return string.Concat("hmac-sha256:", Convert.ToHexStringLower(mac));
    }

    public IReadOnlyDictionary<string, string> Keep(string tool, JsonElement arguments, PolicyObligations obligations)
    {
        var level = obligations.AuditLevel;
        if ((_rules.Length == 0 && level != PolicyAuditLevel.Full) || level == PolicyAuditLevel.Minimal || arguments.ValueKind != JsonValueKind.Object)
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        Dictionary<string, string>? kept = null;
        foreach (var (pattern, fields) in _rules)
        {
            if (pattern.Matches(tool))
            {
                KeepFields(ref kept, fields, arguments, obligations.RedactArguments);
            }
        }

        if (level == PolicyAuditLevel.Full)
        {
            KeepFields(ref kept, arguments.EnumerateObject().Take(MostFields).Select(field => field.Name), arguments, obligations.RedactArguments);
        }

        return kept ?? (IReadOnlyDictionary<string, string>)ReadOnlyDictionary<string, string>.Empty;
    }

    public void Dispose() => _macs.Dispose();

    private static void KeepFields(ref Dictionary<string, string>? kept, IEnumerable<string> fields, JsonElement arguments, IReadOnlyList<string> redacted)
    {
        foreach (var field in fields)
        {
            if (arguments.TryGetProperty(field, out var value))
            {
                var text = new ArrayBufferWriter<byte>();
                CanonicalJson.Write(text, Redacted(field, value, redacted), ascii: true);
                (kept ??= [])[field] = Encoding.ASCII.GetString(text.WrittenSpan);
            }
        }
    }

    private static JsonElement Redacted(string field, JsonElement value, IReadOnlyList<string> redacted)
    {
        if (redacted.Count == 0)
        {
            return value;
        }

        if (redacted.Contains(field, StringComparer.OrdinalIgnoreCase))
        {
            return Hidden;
        }

        var node = JsonNode.Parse(value.GetRawText());
        return FieldRedaction.Apply(node, redacted) ? JsonElement.Parse(node!.ToJsonString()) : value;
    }
}
