using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>
/// Steps 7 to 9 of a forwarded call: its answer is held until it is filtered, sealed and recorded, and only then leaves. An answer that asks
/// for nothing leaves byte for byte as it came.
/// </summary>
internal sealed class ResultRelease(GovernancePipeline pipeline, ResultRules rules, GovernanceReplies replies, TimeProvider time)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256, AllowDuplicateProperties = false };

    /// <summary>The bytes that may leave as the call's answer.</summary>
    /// <param name="forwarded">The call.</param>
    /// <param name="answer">A <see cref="MessageKind.Result"/> or <see cref="MessageKind.Error"/> with the id that was sent.</param>
    /// <param name="cancellationToken">Ends with the request.</param>
    /// <exception cref="UpstreamException">The answer cannot be read as what it says it is.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReleaseAsync(ForwardedCall forwarded, UpstreamMessage answer, CancellationToken cancellationToken)
    {
        var call = forwarded.Call;
        var backend = time.GetElapsedTime(forwarded.StartedTimestamp);
        var (bytes, completion, result) = NeedsShaping(call, answer)
            ? await ShapeAsync(forwarded, answer, backend, cancellationToken)
            : (WithCallersId(forwarded, answer), Describe(answer, backend), null);
        if (!forwarded.TryEnd())
        {
            // Told once more to a client that asked for what it missed.
            return bytes;
        }

        var unrecorded = await pipeline.CompleteAsync(call, completion) ?? await rules.TrackTaskAsync(call, completion, result);
        return unrecorded is null ? bytes : Write(call, unrecorded);
    }

    /// <summary>Records that no usable answer came, for a call whose end is the caller's to record. The bytes of the answer in its place.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> FailAsync(ForwardedCall forwarded, UpstreamException error) =>
        Write(forwarded.Call, await CompleteAsync(forwarded, error));

    /// <summary>Records that no usable answer came. The denial to answer with.</summary>
    public async ValueTask<GovernanceDecision> CompleteAsync(ForwardedCall forwarded, UpstreamException error)
    {
        // What never reached the upstream has cost nothing.
        var outcome = error.WasSent ? CallOutcome.ProtocolError : CallOutcome.RejectedByHost;
        var completion = new CallCompletion(outcome, time.GetElapsedTime(forwarded.StartedTimestamp)) { ErrorCode = (int)GovernanceCode.UpstreamUnavailable };
        return await pipeline.CompleteAsync(forwarded.Call, completion) ?? Unavailable(error);
    }

    /// <summary>The denial of a call whose upstream cannot be used.</summary>
    public static GovernanceDecision Unavailable(UpstreamException error) => new()
    {
        Code = GovernanceCode.UpstreamUnavailable,
        Step = "upstream",
        Reasons = [error.Message],
        RetryAfter = error.RetryAfter ?? TimeSpan.FromSeconds(1),
    };

    private ReadOnlyMemory<byte> Write(GovernedCall call, GovernanceDecision denial) =>
        replies.For(call, denial).Message is { } message ? SameMessage.Write(message).WrittenMemory : default;

    private static ReadOnlyMemory<byte> WithCallersId(ForwardedCall forwarded, UpstreamMessage answer)
    {
        var id = forwarded.Call.RequestId!;
        if (answer.IdText is null)
        {
            // Errors about a request that could not be read may lack it; their client needs its own.
            var first = answer.Bytes.Span.IndexOf((byte)'{') + 1;
            return OutgoingMessage.Splice(answer.Bytes.Span, first..first, $"\"id\":{id},");
        }

        return forwarded.HasOwnId || !answer.HasId(id) ? OutgoingMessage.Splice(answer.Bytes.Span, answer.Id, id) : answer.Bytes;
    }

    private static bool NeedsShaping(GovernedCall call, UpstreamMessage answer)
    {
        if (answer.Kind == MessageKind.Error)
        {
            return call.Obligations.RedactResult.Count > 0;
        }

        const ResultTraits Shaped = ResultTraits.InputRequired | ResultTraits.HasTask | ResultTraits.HasCacheHints;
        return (answer.Traits & Shaped) != 0
            || call.Obligations.RedactResult.Count > 0
            || call.Target.Kind == GovernedTargetKind.Task
            || call.Operation == "tasks/list"
            || ListShape.Of(call.Operation) is not null
            || CacheHints.AreNeeded(call);
    }

    private static CallCompletion Describe(UpstreamMessage answer, TimeSpan backend) => answer.Kind == MessageKind.Error
        ? new CallCompletion(CallOutcome.ProtocolError, backend) { ErrorCode = answer.ErrorCode, ResponseBytes = answer.Bytes.Length }
        : new CallCompletion(answer.Traits.HasFlag(ResultTraits.IsError) ? CallOutcome.ToolError : CallOutcome.Success, backend)
        {
            ResponseBytes = answer.Bytes[answer.Result].Length,
        };

    private async ValueTask<(ReadOnlyMemory<byte> Bytes, CallCompletion Completion, JsonNode? Result)> ShapeAsync(
        ForwardedCall forwarded, UpstreamMessage answer, TimeSpan backend, CancellationToken cancellationToken)
    {
        var call = forwarded.Call;
        var message = Parse(answer);
        if (forwarded.HasOwnId)
        {
            message["id"] = JsonNode.Parse(call.RequestId!);
        }

        if (answer.Kind == MessageKind.Error)
        {
            ResultRedaction.OfError((JsonObject)message["error"]!, call.Obligations.RedactResult);
            return (Write(message), Describe(answer, backend), null);
        }

        var result = message["result"];
        if (result is JsonObject named)
        {
            forwarded.OnResult?.Invoke(named);
        }

        if (ListShape.Of(call.Operation) is { } list)
        {
            (forwarded.Catalog as UpstreamCatalog)?.Learn(list, result);
        }

        await rules.ShapeAsync(call, result, forwarded.Catalog, cancellationToken);
        return (Write(message), ResultRules.Describe(call, result, JsonSize.Of(result), backend), result);
    }

    private static JsonObject Parse(UpstreamMessage answer)
    {
        try
        {
            return (JsonObject)JsonNode.Parse(answer.Bytes.Span, documentOptions: Deep)!;
        }
        catch (JsonException error)
        {
            throw new UpstreamException("The answer says something twice.", wasSent: true, error);
        }
    }

    private static ReadOnlyMemory<byte> Write(JsonNode message)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        message.WriteTo(writer);
        writer.Flush();
        return output.WrittenMemory;
    }
}
