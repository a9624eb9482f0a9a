using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Measures JSON as it goes over the wire, without keeping it.</summary>
#pragma warning disable CA1001 // The writer holds no resource: it writes to nowhere and lives as long as the thread.
internal sealed class JsonSize : IBufferWriter<byte>
#pragma warning restore CA1001
{
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static JsonSize? _current;

    private readonly Utf8JsonWriter _writer;
    private byte[] _scratch = new byte[16 * 1024];
    private int _count;

    private JsonSize() => _writer = new Utf8JsonWriter(this);

    public static int Of(JsonNode? node)
    {
        if (node is null)
        {
            return 4; // null
        }

        var size = _current ?? new JsonSize();
        // Taken while in use: one that threw halfway, or grew for one huge result, is not used again.
        _current = null;
        size._count = 0;
        size._writer.Reset();
        node.WriteTo(size._writer);
        size._writer.Flush();
        _current = size._scratch.Length <= MostKept ? size : null;
        return size._count;
    }

    public void Advance(int count) => _count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_scratch.Length < sizeHint)
        {
            _scratch = new byte[sizeHint];
        }

        return _scratch;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
