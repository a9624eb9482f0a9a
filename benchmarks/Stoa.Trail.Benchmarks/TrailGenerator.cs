using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stoa.Trail.Benchmarks;

/// <summary>Writes a large trail to a folder from docs/audit.md alone: intents, outcomes, a signed head after every 1,000 entries.</summary>
internal sealed class TrailGenerator(string folder) : IDisposable
{
    private const int SegmentBytes = 64 * 1024 * 1024;
    private const int EntriesPerHead = 1000;
    private const string Trail = "0123456789abcdef0123456789abcdef";
    private const string CallFields =
        """
        ,"tenant":"acme","caller":{"subject":"user-17@acme","agent":"claims-assistant","scheme":"jwt","issuer":"https://login.example.com/acme","credential_id":"jti-5c0e3a8c","scopes":["stoa:read","stoa:write"],"roles":["analyst"]},"operation":"tools/call","message_kind":"request","target":{"kind":"tool","name":"get-report","tool_namespace":"analytics","environment":"production","access":"read"},"server":"orders","server_environment":"production","transport":{"kind":"http","protocol_version":"2025-11-25","session_id":"sha256:0123456789abcdef","remote_address":"192.0.2.7","request_bytes":412},"client":{"name":"claims-desk","version":"4.2.0"},"trace_id":"0af7651916cd43dd8448eb211c80319c","request_id":"17","decision":"allow","code":0,"code_name":"none","step":"quota","matched_rules":["grant-1"],"policy_revision":"sha256:00112233445566778899aabbccddeeff","arguments_digest":"hmac-sha256:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
        """;

    private const string EndFields = ""","quota":{"rule":"per-tenant","limit":1000,"remaining":997,"charged":1},"outcome":"success","latency_ms":12.5,"backend_ms":10.25,"response_bytes":1834,"cost_microcents":1250""";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset _start = new(2026, 11, 22, 10, 15, 30, TimeSpan.Zero);
    private string _hash = new('0', 64);
    private long _sequence;
    private FileStream? _file;

    private string KeyId => Base64Url.EncodeToString(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));

    /// <summary>Writes so many entries, half of them outcomes; bytes written.</summary>
    public long Write(int entries)
    {
        var bytes = 0L;
        for (var i = 0; i < entries; i++)
        {
            if (_file is null || (i % 2 == 0 && _file.Length > SegmentBytes))
            {
                bytes += Begin();
            }

            var id = $"019ab1c2-0000-7000-8000-{i / 2:x12}";
            bytes += Add(i % 2 == 0 ? "intent" : "outcome", id, i % 2 == 0 ? CallFields : CallFields + EndFields);
            if ((i + 1) % EntriesPerHead == 0 || i == entries - 1)
            {
                bytes += Head();
            }
        }

        _file?.Dispose();
        return bytes;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _key.Dispose();
    }

    private int Begin()
    {
        _file?.Dispose();
        var name = $"audit-{Time().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}-{_sequence + 1:D12}.jsonl";
        _file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        return Add("segment", null, $",\"trail\":\"{Trail}\",\"stream\":\"audit\",\"reason\":\"rotation\",\"software\":\"Benchmarks/1\",\"key_id\":\"{KeyId}\",\"public_key\":\"{Base64Url.EncodeToString(_key.ExportSubjectPublicKeyInfo())}\"");
    }

    private int Head()
    {
        var signed = Line("head", null, $",\"trail\":\"{Trail}\",\"stream\":\"audit\",\"entries\":{EntriesPerHead},\"key_id\":\"{KeyId}\"");
        var signature = _key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return Add($"{signed},\"signature\":\"{Base64Url.EncodeToString(signature)}\"");
    }

    private int Add(string kind, string? id, string fields) => Add(Line(kind, id, fields));

    private int Add(string text)
    {
        _hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
        _sequence++;
        var line = Encoding.ASCII.GetBytes($"{text},\"hash\":\"{_hash}\"}}\n");
        _file!.Write(line);
        return line.Length;
    }

    private string Line(string kind, string? id, string fields) =>
        $"{{\"schema_version\":1,\"seq\":{_sequence + 1},\"prev\":\"{_hash}\",\"kind\":\"{kind}\",{(id is null ? "" : $"\"decision_id\":\"{id}\",")}\"time\":\"{Time().UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\"{fields}";

    private DateTimeOffset Time() => _start + TimeSpan.FromMilliseconds(_sequence / 4.0);
}
