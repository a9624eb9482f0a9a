using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Ids of requests: a string, or a whole number that every reader holds exactly (JSON-RPC 2.0, section 4; never null in MCP).</summary>
internal static class MessageId
{
    private const long LargestExact = (1L << 53) - 1;

    /// <summary>The id as JSON text, one text for every spelling of a value; null where it is absent or no valid id.</summary>
    internal static string? Read(ReadOnlySpan<byte> body, JsonToken id, McpMessageLimits limits) => id.Type switch
    {
        JsonTokenType.Number => IsExact(body.Slice(id.Start, id.Length)) ? Encoding.ASCII.GetString(body.Slice(id.Start, id.Length)) : null,
        JsonTokenType.String => ReadString(body, id, limits.MaxIdLength),
        _ => null,
    };

    private static bool IsExact(ReadOnlySpan<byte> number) =>
        Utf8Parser.TryParse(number, out long value, out var read)
        && read == number.Length
        && Math.Abs(value) <= LargestExact
        && !(value == 0 && number[0] == '-');

    private static string? ReadString(ReadOnlySpan<byte> body, JsonToken id, int maxLength)
    {
        // One UTF-16 unit takes at most six bytes: an escape.
        if (id.Length > 6 * maxLength || (id.Escaped && JsonText.HasLoneSurrogate(body.Slice(id.Start, id.Length))))
        {
            return null;
        }

        if (!id.Escaped)
        {
            var length = Encoding.UTF8.GetCharCount(body.Slice(id.Start, id.Length));
            return length > 0 && length <= maxLength ? Encoding.UTF8.GetString(body.Slice(id.Start - 1, id.Length + 2)) : null;
        }

        var text = JsonText.Read(body, id);
        return text.Length > 0 && text.Length <= maxLength ? JsonText.Quote(text) : null;
    }
}
