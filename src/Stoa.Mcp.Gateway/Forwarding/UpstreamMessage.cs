using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>
/// One message of an upstream, read once for its shape and for what its result asks of the gateway, without building anything of it. What
/// two readers could take differently is no message: members that stand twice, mixtures of request and response, text that is not Unicode.
/// </summary>
internal readonly record struct UpstreamMessage
{
    // Servers nest deeper than clients: structured content is theirs to choose.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 256 };

    /// <summary>The bytes that were read.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    /// <summary>The shape.</summary>
    public MessageKind Kind { get; private init; }

    /// <summary>Where the id stands, quotes included.</summary>
    public Range Id { get; private init; }

    /// <summary>The method of a request or notification.</summary>
    public string? Method { get; private init; }

    /// <summary>Where the result stands.</summary>
    public Range Result { get; private init; }

    /// <summary>What the result asks for.</summary>
    public ResultTraits Traits { get; private init; }

    /// <summary>The code of an error.</summary>
    public int? ErrorCode { get; private init; }

    /// <summary>The id as JSON text; null where there is none.</summary>
    public string? IdText => Bytes[Id] is { IsEmpty: false } id ? Encoding.UTF8.GetString(id.Span) : null;

    /// <summary>Whether the id is this one, given as JSON text. Servers may spell a text in another way than their client.</summary>
    public bool HasId(string expected)
    {
        var id = Bytes[Id].Span;
        if (Ascii.Equals(id, expected))
        {
            return true;
        }

        return id.StartsWith("\""u8) && expected.StartsWith('"')
            && JsonElement.Parse(id).GetString() == JsonElement.Parse(expected).GetString();
    }

    /// <summary>Reads a message. Never throws on what an upstream can send.</summary>
    public static UpstreamMessage Read(ReadOnlyMemory<byte> bytes)
    {
        var invalid = new UpstreamMessage { Bytes = bytes };
        if (!Utf8.IsValid(bytes.Span))
        {
            return invalid;
        }

        try
        {
            var scan = new UpstreamMessageScan(new Utf8JsonReader(bytes.Span, Options));
            return scan.Run() ? Of(bytes, scan) : invalid;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair is not found by the reader, but when text is made of it.
            return invalid;
        }
    }

    private static UpstreamMessage Of(ReadOnlyMemory<byte> bytes, in UpstreamMessageScan scan) => new()
    {
        Bytes = bytes,
        Kind = (scan.Method, scan.HasId, scan.HasResult, scan.HasError) switch
        {
            (not null, true, false, false) => MessageKind.Request,
            (not null, false, false, false) => MessageKind.Notification,
            (null, true, true, false) => MessageKind.Result,
            (null, _, false, true) => MessageKind.Error,
            _ => MessageKind.Invalid,
        },
        Id = scan.Id,
        Method = scan.Method,
        Result = scan.Result,
        Traits = scan.Traits,
        ErrorCode = scan.ErrorCode,
    };
}
