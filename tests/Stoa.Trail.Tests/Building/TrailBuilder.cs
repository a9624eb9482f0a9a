using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stoa.Trail.Tests.Building;

/// <summary>
/// Writes a chain from docs/audit.md alone, with a key of its own: shares no code with the writer, the reader or the verifier.
/// </summary>
internal sealed class TrailBuilder(string stream = "audit", string trail = TrailBuilder.TrailId, ECDsa? key = null)
{
    public const string TrailId = "0123456789abcdef0123456789abcdef";

    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 15, 30, 123, TimeSpan.Zero);

    private readonly List<string> _open = [];
    private long _headAt;

    public ECDsa Key { get; } = key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public List<BuiltSegment> Segments { get; } = [];

    public long Sequence { get; private set; }

    public string Hash { get; private set; } = new('0', 64);

    public DateTimeOffset Time { get; set; } = Start;

    public string KeyId => Base64Url(SHA256.HashData(Key.ExportSubjectPublicKeyInfo()));

    /// <summary>Head lines so far, as someone keeps them elsewhere.</summary>
    public List<string> Heads { get; } = [];

    /// <summary>Goes on behind a line that is not kept.</summary>
    public TrailBuilder Behind(long sequence, string hash)
    {
        (Sequence, Hash) = (sequence, hash);
        return this;
    }

    /// <summary>Begins a segment without its first line.</summary>
    public TrailBuilder File(long? first = null)
    {
        var time = (Start + TimeSpan.FromMilliseconds(Segments.Count)).ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        Segments.Add(new BuiltSegment($"{stream}-{time}-{first ?? Sequence + 1:D12}.jsonl"));
        return this;
    }

    /// <summary>Begins a segment as the writer does.</summary>
    public TrailBuilder Segment(string reason = "start", string? open = null)
    {
        File();
        var list = open ?? string.Join(',', _open);
        return Add(
            "segment",
            $"\"trail\":\"{trail}\",\"stream\":\"{stream}\",\"reason\":\"{reason}\",\"software\":\"Tests/1\",\"key_id\":\"{KeyId}\","
            + $"\"public_key\":\"{System.Buffers.Text.Base64Url.EncodeToString(Key.ExportSubjectPublicKeyInfo())}\"{(list.Length > 0 ? $",\"open\":[{list}]" : "")}");
    }

    public TrailBuilder Intent(string id)
    {
        Add("intent", CallText.Fields(decision: "\"allow\""), id);
        _open.Add(OpenItem(id, Sequence));
        return this;
    }

    public TrailBuilder Outcome(string id, string outcome = "success")
    {
        _open.RemoveAll(item => item.Contains($"\"{id}\"", StringComparison.Ordinal));
        return Add("outcome", CallText.Fields(outcome: outcome), id);
    }

    public TrailBuilder Denial(string id) => Add("denial", CallText.Fields(decision: "\"deny\"", code: 1203, codeName: "denied", outcome: "denied"), id);

    /// <summary>Adds a signed head.</summary>
    public TrailBuilder Head(ECDsa? with = null, string? keyId = null)
    {
        var signed = Begin("head", null) + $",\"trail\":\"{trail}\",\"stream\":\"{stream}\",\"entries\":{Sequence - _headAt},\"key_id\":\"{keyId ?? KeyId}\"";
        var signature = (with ?? Key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        AddRaw($"{signed},\"signature\":\"{Base64Url(signature)}\"");
        _headAt = Sequence;
        Heads.Add(Segments[^1].Lines[^1]);
        return this;
    }

    /// <summary>Adds a line.</summary>
    public TrailBuilder Add(string kind, string fields, string? id = null) => AddRaw(Begin(kind, id) + (fields.Length > 0 ? "," + fields : ""));

    /// <summary>Adds a line from its begin, without its hash and last brace.</summary>
    public TrailBuilder AddRaw(string text)
    {
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
        Sequence++;
        Segments[^1].Lines.Add($"{text},\"hash\":\"{Hash}\"}}");
        return this;
    }

    public string Begin(string kind, string? id)
    {
        Time += TimeSpan.FromMilliseconds(1);
        return $"{{\"schema_version\":1,\"seq\":{Sequence + 1},\"prev\":\"{Hash}\",\"kind\":\"{kind}\","
            + (id is null ? "" : $"\"decision_id\":{JsonSerializer.Serialize(id)},")
            + $"\"time\":\"{Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}\"";
    }

    /// <summary>Writes the segments to a folder, the first ones compressed.</summary>
    public void WriteTo(string folder, int compressed = 0)
    {
        foreach (var (segment, i) in Segments.Select((segment, i) => (segment, i)))
        {
            var path = Path.Combine(folder, segment.Name);
            System.IO.File.WriteAllBytes(i < compressed ? path + ".gz" : path, i < compressed ? Gzip(segment.Bytes) : segment.Bytes);
        }
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(bytes);
        }

        return packed.ToArray();
    }

    private static string OpenItem(string id, long sequence) => $"{{\"decision_id\":\"{id}\",\"seq\":{sequence}}}";

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
