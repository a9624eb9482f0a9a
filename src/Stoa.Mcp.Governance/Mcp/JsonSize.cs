using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Measures JSON as it goes over the wire, without keeping it.</summary>
internal static class JsonSize
{
    public static int Of(JsonNode? node)
    {
        if (node is null)
        {
            return 4; // null
        }

        var sink = new CountingSink();
        using var writer = new Utf8JsonWriter(sink);
        node.WriteTo(writer);
        writer.Flush();
        return sink.Count;
    }

    private sealed class CountingSink : IBufferWriter<byte>
    {
        [ThreadStatic]
        private static byte[]? _scratch;

        public int Count { get; private set; }

        public void Advance(int count) => Count += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (_scratch is null || _scratch.Length < sizeHint)
            {
                _scratch = new byte[Math.Max(sizeHint, 16 * 1024)];
            }

            return _scratch;
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}
