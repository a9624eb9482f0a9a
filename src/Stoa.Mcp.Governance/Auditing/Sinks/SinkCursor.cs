using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;

namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>
/// How far a sink has come in each chain, kept durably beside the trail as <c>cursor-NAME.json</c>. One of another trail counts as none.
/// </summary>
internal sealed class SinkCursor(IAuditDisk disk, string sink, TrailSigner signer, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _taken = new(StringComparer.Ordinal);
    private readonly string _file = $"cursor-{sink}.json";
    private bool _loaded;
    private bool _changed;

    /// <summary>The last line of a chain that the sink has; 0 where it has none.</summary>
    /// <exception cref="IOException">The disk cannot be read.</exception>
    public long this[string stream]
    {
        get
        {
            lock (_gate)
            {
                Load();
                return _taken.GetValueOrDefault(stream);
            }
        }
    }

    /// <summary>The sink has a chain up to this line. Kept durably by the next <see cref="Save"/>.</summary>
    public void Advance(string stream, long sequence)
    {
        lock (_gate)
        {
            _taken[stream] = sequence;
            _changed = true;
        }
    }

    /// <summary>Keeps durably how far the sink has come, where that has changed.</summary>
    /// <exception cref="IOException">It is not kept: after a restart the sink gets entries again.</exception>
    public void Save()
    {
        lock (_gate)
        {
            if (_changed)
            {
                disk.Replace(_file, ToJson());
                _changed = false;
            }
        }
    }

    private byte[] ToJson()
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteString("trail"u8, signer.Trail);
            foreach (var (stream, sequence) in _taken)
            {
                writer.WriteNumber(stream, sequence);
            }

            writer.WriteEndObject();
        }

        return output.ToArray();
    }

    private void Load()
    {
        if (_loaded)
        {
            return;
        }

        try
        {
            if (disk.Exists(_file))
            {
                Read();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            _taken.Clear();
            Log.CursorUnreadable(logger, sink, _file, exception);
        }

        _loaded = true;
    }

    private void Read()
    {
        using var file = new AuditFileStream(disk.Open(_file));
        using var document = JsonDocument.Parse(file);
        if (document.RootElement.GetProperty("trail"u8).GetString() != signer.Trail)
        {
            return;
        }

        foreach (var field in document.RootElement.EnumerateObject().Where(field => field.Value.ValueKind == JsonValueKind.Number))
        {
            _taken[field.Name] = field.Value.GetInt64();
        }
    }
}
