using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Answers calls with what the gateway has at hand, through the same release as answers of servers.</summary>
internal sealed class LocalExchange(GovernancePipeline pipeline, ResultRelease release, Refusals refusals, HttpReplyWriter writer, TimeProvider time)
{
    /// <summary>Answers with a result.</summary>
    public Task AnswerAsync(EdgeCall call, JsonNode result) => AnswerAsync(call, Begin(call), result);

    /// <summary>Answers a call that has begun with a result.</summary>
    public Task AnswerAsync(EdgeCall call, ForwardedCall forwarded, JsonNode result)
    {
        if (call.IsModern && result is JsonObject members)
        {
            ModernResult.Complete(members);
        }

        return WriteAsync(call, forwarded, "result", result);
    }

    /// <summary>Answers with an error.</summary>
    public Task AnswerWithErrorAsync(EdgeCall call, int code, string message, JsonNode? data = null) =>
        AnswerWithErrorAsync(call, Begin(call), code, message, data);

    /// <summary>Answers a call that has begun with an error.</summary>
    public Task AnswerWithErrorAsync(EdgeCall call, ForwardedCall forwarded, int code, string message, JsonNode? data)
    {
        var error = new JsonObject { ["code"] = code, ["message"] = message };
        if (data is not null)
        {
            error["data"] = data;
        }

        return WriteAsync(call, forwarded, "error", error);
    }

    /// <summary>Answers that the server gives no usable answer.</summary>
    public Task FailAsync(EdgeCall call, UpstreamException error) => FailAsync(call, Begin(call), error);

    /// <summary>Answers a call that has begun that the server gives no usable answer.</summary>
    public async Task FailAsync(EdgeCall call, ForwardedCall forwarded, UpstreamException error)
    {
        if (!forwarded.TryEnd())
        {
            return;
        }

        if (StreamOf(call) is { } stream)
        {
            await stream.WriteAsync(await release.FailAsync(forwarded, error), null, null);
        }
        else
        {
            await refusals.AnswerAsync(call.Context, call.Call, await release.CompleteAsync(forwarded, error));
        }
    }

    /// <summary>Takes a message that owes no answer.</summary>
    public async Task AcceptAsync(EdgeCall call)
    {
        var denial = await pipeline.CompleteAsync(call.Call, new CallCompletion(CallOutcome.Accepted, TimeSpan.Zero));
        call.Context.Response.StatusCode = denial is null ? 202 : 503;
    }

    /// <summary>The caller has gone.</summary>
    public async Task CancelAsync(ForwardedCall forwarded)
    {
        if (forwarded.TryEnd())
        {
            await pipeline.CompleteAsync(forwarded.Call, new CallCompletion(CallOutcome.Cancelled, time.GetElapsedTime(forwarded.StartedTimestamp)));
        }
    }

    /// <summary>A call that begins now, and is answered under the caller's own id.</summary>
    public ForwardedCall Begin(EdgeCall call, EdgeTarget? target = null) => new(call.Call, call.Call.RequestId, time.GetTimestamp(), call.View)
    {
        OnResult = target is null ? null : target.NameTasks,
    };

    private async Task WriteAsync(EdgeCall call, ForwardedCall forwarded, string member, JsonNode value)
    {
        var bytes = await release.ReleaseAsync(forwarded, UpstreamMessage.Read(Envelope(call.Call.RequestId!, member, value)), call.Context.RequestAborted);
        if (StreamOf(call) is { } stream)
        {
            await stream.WriteAsync(bytes, null, null);
            return;
        }

        if (member == "error" && call.IsModern && value["code"]?.GetValue<int>() == (int)GovernanceCode.MethodNotFound)
        {
            call.Context.Response.StatusCode = 404;
        }

        if (call.Session is { } session)
        {
            call.Context.Response.Headers["Mcp-Session-Id"] = session.Handle;
        }

        await writer.WriteEventAsync(call.Context, call.Call, bytes);
    }

    /// <summary>The stream that the answer has begun as, where it has.</summary>
    private static EventWriter? StreamOf(EdgeCall call) =>
        call.Context.Items.TryGetValue(typeof(EventWriter), out var stream) ? stream as EventWriter : null;

    private static ReadOnlyMemory<byte> Envelope(string id, string member, JsonNode value)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        writer.WritePropertyName("id");
        writer.WriteRawValue(id);
        writer.WritePropertyName(member);
        value.WriteTo(writer);
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenMemory;
    }
}
