using System.Text.Json;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// Where a value stands in the body: for a string what is between its quotes, for everything else its whole text.
/// <see cref="JsonTokenType.None"/> means that the message has no such value.
/// </summary>
internal readonly record struct JsonToken(int Start, int Length, JsonTokenType Type, bool Escaped)
{
    public bool IsAbsent => Type == JsonTokenType.None;

    public bool IsAbsentOrNull => Type is JsonTokenType.None or JsonTokenType.Null;

    public bool IsString => Type == JsonTokenType.String;

    public bool IsObject => Type == JsonTokenType.StartObject;
}
