using System.Buffers.Text;
using System.Text.Json;
using Field = Stoa.Mcp.Governance.Messages.MessageField;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>What JSON-RPC 2.0 (sections 4 and 5) asks of the message as such, and that it is one shape only.</summary>
internal static class EnvelopeRules
{
    internal static MessageRefusal? Check(ReadOnlySpan<byte> body, in MessageTokens tokens, McpMessageLimits limits)
    {
        var version = tokens[Field.JsonRpc];
        if (!version.IsString || version.Escaped || !body.Slice(version.Start, version.Length).SequenceEqual("2.0"u8))
        {
            return MessageRefusal.InvalidRequest("jsonrpc must be \"2.0\", spelled so");
        }

        var id = tokens[Field.Id];
        if (!id.IsAbsent && MessageId.Read(body, id, limits) is null)
        {
            return MessageRefusal.InvalidRequest(
                $"id must be a string of 1 to {limits.MaxIdLength} characters (MaxIdLength) or a whole number within ±(2^53-1)");
        }

        return tokens[Field.Method].IsAbsent ? CheckResponse(body, tokens) : CheckCall(body, tokens, limits);
    }

    private static MessageRefusal? CheckCall(ReadOnlySpan<byte> body, in MessageTokens tokens, McpMessageLimits limits)
    {
        if (!tokens[Field.Result].IsAbsent || !tokens[Field.Error].IsAbsent)
        {
            return MessageRefusal.InvalidRequest("a message with a method cannot have a result or an error");
        }

        var method = tokens[Field.Method];
        if (!method.IsString || method.Length == 0 || method.Length > 6 * limits.MaxMethodLength)
        {
            return BadMethod(limits);
        }

        var bytes = body.Slice(method.Start, method.Length);
        if (method.Escaped || method.Length > limits.MaxMethodLength || bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~'))
        {
            var text = JsonText.Read(body, method);
            if (text.Length > limits.MaxMethodLength || text.Any(char.IsControl))
            {
                return BadMethod(limits);
            }
        }

        var parameters = tokens[Field.Params];
        return parameters.IsAbsent || parameters.IsObject ? null : MessageRefusal.InvalidParams("params must be an object");
    }

    private static MessageRefusal? CheckResponse(ReadOnlySpan<byte> body, in MessageTokens tokens)
    {
        var result = tokens[Field.Result];
        var error = tokens[Field.Error];
        if (result.IsAbsent == error.IsAbsent || !tokens[Field.Params].IsAbsent)
        {
            return MessageRefusal.InvalidRequest("a message must have a method, or else a result or an error but not both");
        }

        if (tokens[Field.Id].IsAbsent)
        {
            return MessageRefusal.InvalidRequest("a response must have the id of the request that it answers");
        }

        if (!result.IsAbsent)
        {
            return result.IsObject ? null : MessageRefusal.InvalidRequest("result must be an object");
        }

        var code = tokens[Field.ErrorCode];
        var isCode = code.Type == JsonTokenType.Number
            && Utf8Parser.TryParse(body.Slice(code.Start, code.Length), out int _, out var read)
            && read == code.Length;
        return error.IsObject && isCode && tokens[Field.ErrorMessage].IsString
            ? null
            : MessageRefusal.InvalidRequest("error must be an object with a whole number as code and a string as message");
    }

    private static MessageRefusal BadMethod(McpMessageLimits limits) => MessageRefusal.InvalidRequest(
        $"method must be a string of 1 to {limits.MaxMethodLength} characters (MaxMethodLength) without control characters");
}
