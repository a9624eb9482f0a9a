using System.Buffers.Binary;
using System.Text;

namespace Stoa.Mcp.Governance.Sealing;

/// <summary>Joins the facts that a seal is bound to, each behind its length, so that no two lists of facts join to the same bytes.</summary>
internal static class CallBinding
{
    public static byte[] Of(params ReadOnlySpan<string> facts)
    {
        var size = 0;
        foreach (var fact in facts)
        {
            size += sizeof(int) + Encoding.UTF8.GetByteCount(fact);
        }

        var bytes = new byte[size];
        var rest = bytes.AsSpan();
        foreach (var fact in facts)
        {
            var length = Encoding.UTF8.GetBytes(fact, rest[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(rest, length);
            rest = rest[(sizeof(int) + length)..];
        }

        return bytes;
    }
}
