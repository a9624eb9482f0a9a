using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;
using Field = Stoa.Mcp.Governance.Messages.MessageField;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>
/// One message, read strictly by <see cref="McpMessageReader"/>. Values are read from the body when they are asked for, so the body
/// must not change or be given back while the message is in use. Nothing here needs disposing: the elements of
/// <see cref="Parameters"/> and <see cref="Arguments"/> are copies of their own.
/// </summary>
internal sealed class McpMessage
{
    private const int MaxClaimLength = 256;
    private const int MaxTraceParentLength = 128;

    private readonly JsonToken _id;
    private readonly JsonToken _params;
    private readonly JsonToken _arguments;
    private readonly JsonToken _requestState;
    private readonly JsonToken _clientName;
    private readonly JsonToken _clientVersion;
    private readonly JsonToken _traceParent;

    // Boxed, so that two threads that ask at once see a whole element.
    private object? _parametersElement;
    private object? _argumentsElement;

    internal McpMessage(ReadOnlyMemory<byte> body, in MessageTokens tokens, McpMessageKind kind, string? idText)
    {
        Body = body;
        Kind = kind;
        IdText = idText;
        _id = tokens[Field.Id];
        _params = tokens[Field.Params];
        _arguments = tokens[Field.Arguments];
        _requestState = tokens[Field.RequestState];
        _traceParent = tokens[Field.TraceParent];
        _clientName = tokens[Field.MetaClientName].IsString ? tokens[Field.MetaClientName] : tokens[Field.ClientName];
        _clientVersion = tokens[Field.MetaClientVersion].IsString ? tokens[Field.MetaClientVersion] : tokens[Field.ClientVersion];
        HasProgressToken = !tokens[Field.ProgressToken].IsAbsentOrNull;
        IsErrorResponse = !tokens[Field.Error].IsAbsent;
    }

    /// <summary>The bytes that were read, and that are handed on as they are.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The JSON-RPC shape. A method without an id is a notification, whatever the method.</summary>
    public McpMessageKind Kind { get; }

    /// <summary>The method, or null for a response.</summary>
    public string? Method { get; internal init; }

    /// <summary>The method's row in the table of the protocol, or null where it has none.</summary>
    public McpOperation? Operation { get; internal init; }

    /// <summary>
    /// Whether this is something a client may send: a listed method, not the server's own, in the shape it has. True for
    /// responses. Whether the revision in use has the method is asked of <see cref="McpOperation.ExistsIn"/>.
    /// </summary>
    public bool Known => Kind == McpMessageKind.Response
        || (Operation is { FromClient: true } operation && (operation.Kind == Kind || IsRequestMethodWithoutId));

    /// <summary>Whether <paramref name="version"/> has the method; true where no revision is known.</summary>
    public bool ExistsIn(string? version) => version is null || Operation?.ExistsIn(version) != false;

    /// <summary>
    /// What is wrong with the parameters of a method that the revision it claims does not have; else null. <see cref="Target"/> and the like are not
    /// read then: where another revision is in use, the message is to be denied for this.
    /// </summary>
    public MessageRefusal? ParametersRefusal { get; internal set; }

    /// <summary>Whether the method is a request's but there is no id: it would run and be answered to nobody. To be denied.</summary>
    public bool IsRequestMethodWithoutId => Kind == McpMessageKind.Notification && Operation is { Kind: McpMessageKind.Request };

    /// <summary>The id as JSON text, one text for every spelling of the same id; null for a notification.</summary>
    public string? IdText { get; }

    /// <summary>Where the id stands in the body, quotes included; empty where there is none.</summary>
    public Range IdRange => _id switch
    {
        { IsAbsent: true } => 0..0,
        { IsString: true } => (_id.Start - 1)..(_id.Start + _id.Length + 1),
        _ => _id.Start..(_id.Start + _id.Length),
    };

    /// <summary>What is addressed.</summary>
    public GovernedTarget Target { get; internal set; } = GovernedTarget.Server;

    /// <summary>Whether the target, or a subscribed resource, has a name that nothing can have: to be answered as unknown.</summary>
    public bool HasUnusualName { get; internal set; }

    /// <summary>The resources that a <c>subscriptions/listen</c> names, in its order.</summary>
    public IReadOnlyList<string> ResourceUris { get; internal set; } = [];

    /// <summary>The task handles that a <c>subscriptions/listen</c> names, in its order (tasks extension).</summary>
    public IReadOnlyList<string> TaskHandles { get; internal set; } = [];

    /// <summary>The revision that the message claims in <c>_meta</c> (2026-07-28, basic/index, "_meta"), or null.</summary>
    public string? ProtocolVersion { get; internal init; }

    /// <summary>The revision that an <c>initialize</c> asks for, else null.</summary>
    public string? RequestedVersion { get; internal set; }

    /// <summary>Whether the sender asks for progress notifications.</summary>
    public bool HasProgressToken { get; }

    /// <summary>Whether this is a response that carries an error.</summary>
    public bool IsErrorResponse { get; }

    /// <summary>The <c>params</c>; <see cref="JsonValueKind.Undefined"/> where absent.</summary>
    public JsonElement Parameters => Element(ref _parametersElement, _params);

    /// <summary>The <c>params.arguments</c>; <see cref="JsonValueKind.Undefined"/> where absent or null.</summary>
    public JsonElement Arguments => Element(ref _argumentsElement, _arguments);

    /// <summary>The state that an earlier answer handed out, sent back with a retry (2026-07-28, basic/patterns/mrtr), or null.</summary>
    public string? RequestState => Text(_requestState);

    /// <summary>What the client calls itself, cut at 256 characters. Untrusted.</summary>
    public string? ClientName => Claim(_clientName);

    /// <summary>The version the client gives for itself, cut at 256 characters. Untrusted.</summary>
    public string? ClientVersion => Claim(_clientVersion);

    /// <summary>The W3C <c>traceparent</c> in <c>_meta</c>, unchecked; null where absent or longer than any such value.</summary>
    public string? TraceParent => _traceParent.Length <= MaxTraceParentLength ? Text(_traceParent) : null;

    /// <summary>The parameters as they stand in the body; empty where there are none.</summary>
    public ReadOnlySpan<byte> ParametersText => Body.Span.Slice(_params.Start, _params.Length);

    private JsonElement Element(ref object? element, JsonToken token)
    {
        if (token.IsAbsentOrNull)
        {
            return default;
        }

        // A string's token is what stands between its quotes; only methods that nobody knows may have one here.
        var quote = token.IsString ? 1 : 0;
        return (JsonElement)(element ??= JsonElement.Parse(Body.Span.Slice(token.Start - quote, token.Length + (2 * quote))));
    }

    private string? Text(JsonToken token) => token.IsString ? JsonText.Read(Body.Span, token) : null;

    private string? Claim(JsonToken token)
    {
        var text = Text(token);
        if (text is null || text.Length <= MaxClaimLength)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[MaxClaimLength - 1]) ? MaxClaimLength - 1 : MaxClaimLength)];
    }
}
