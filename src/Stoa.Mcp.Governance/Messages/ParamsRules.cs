using System.Buffers.Text;
using System.Text.Json;
using Field = Stoa.Mcp.Governance.Messages.MessageField;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>The types of the values in <c>params</c> that mean the same for every method.</summary>
internal static class ParamsRules
{
    private const int MaxVersionLength = 64;

    internal static MessageRefusal? Check(ReadOnlySpan<byte> body, in MessageTokens tokens)
    {
        if (!IsObjectOrNothing(tokens[Field.Meta]))
        {
            return MessageRefusal.InvalidParams("_meta must be an object");
        }

        if (!IsObjectOrNothing(tokens[Field.MetaClientInfo]) || !IsObjectOrNothing(tokens[Field.ClientInfo]))
        {
            return MessageRefusal.InvalidParams("clientInfo must be an object");
        }

        if (!IsStringOrNothing(tokens[Field.RequestState]))
        {
            return MessageRefusal.InvalidParams("requestState must be a string");
        }

        if (!IsVersion(body, tokens[Field.MetaProtocolVersion]) || !IsVersion(body, tokens[Field.RequestedVersion]))
        {
            return MessageRefusal.InvalidParams($"protocolVersion must be a string of 1 to {MaxVersionLength} printable ASCII characters");
        }

        return IsProgressToken(body, tokens[Field.ProgressToken])
            ? null
            : MessageRefusal.InvalidParams("progressToken must be a string or a whole number");
    }

    private static bool IsObjectOrNothing(JsonToken token) => token.IsAbsentOrNull || token.IsObject;

    private static bool IsStringOrNothing(JsonToken token) => token.IsAbsentOrNull || token.IsString;

    private static bool IsVersion(ReadOnlySpan<byte> body, JsonToken token) =>
        token.IsAbsent
        || (token.IsString && !token.Escaped && token.Length is > 0 and <= MaxVersionLength
            && !body.Slice(token.Start, token.Length).ContainsAnyExceptInRange((byte)'!', (byte)'~'));

    private static bool IsProgressToken(ReadOnlySpan<byte> body, JsonToken token) =>
        IsStringOrNothing(token)
        || (token.Type == JsonTokenType.Number
            && Utf8Parser.TryParse(body.Slice(token.Start, token.Length), out long _, out var read)
            && read == token.Length);
}
