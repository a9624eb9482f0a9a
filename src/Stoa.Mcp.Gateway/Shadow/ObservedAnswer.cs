using System.Text.Json;
using System.Text.Json.Nodes;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Shadow;

/// <summary>Reads from an answer that passed how a call ended, and what its lists say of tools.</summary>
internal static class ObservedAnswer
{
    /// <summary>How the call ended, as far as the answer was looked at.</summary>
    public static CallCompletion Read(ObservedExchange exchange, GovernedCall call, UpstreamCatalog catalog)
    {
        foreach (var message in Messages(exchange))
        {
            if (message.Kind == MessageKind.Error)
            {
                return new CallCompletion(CallOutcome.ProtocolError, exchange.Latency) { ErrorCode = message.ErrorCode, ResponseBytes = message.Bytes.Length };
            }

            if (message.Kind != MessageKind.Result || call.RequestId is null || !message.HasId(call.RequestId))
            {
                continue;
            }

            var result = Parse(message);
            if (ListShape.Of(call.Operation) is { } list)
            {
                catalog.Learn(list, result);
            }

            return ResultRules.Describe(call, result, message.Bytes[message.Result].Length, exchange.Latency);
        }

        return Status(exchange);
    }

    /// <summary>How an exchange ended that has no message for an answer.</summary>
    public static CallCompletion Status(ObservedExchange exchange) => new(
        exchange.Status is null or < 400 ? CallOutcome.Accepted : CallOutcome.RejectedByHost, exchange.Latency)
    {
        HttpStatus = exchange.Status,
    };

    private static IEnumerable<UpstreamMessage> Messages(ObservedExchange exchange)
    {
        if (exchange.Answer is not { } answer)
        {
            return [];
        }

        if (exchange.AnswerType == "application/json")
        {
            return [UpstreamMessage.Read(answer.Bytes)];
        }

        return exchange.AnswerType == "text/event-stream" ? Events(answer.Bytes) : [];
    }

    private static IEnumerable<UpstreamMessage> Events(ReadOnlyMemory<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        foreach (var item in System.Net.ServerSentEvents.SseParser.Create(stream, static (_, data) => data.ToArray()).Enumerate())
        {
            yield return UpstreamMessage.Read(item.Data);
        }
    }

    private static JsonNode? Parse(UpstreamMessage message)
    {
        try
        {
            return JsonNode.Parse(message.Bytes[message.Result].Span, documentOptions: new JsonDocumentOptions { MaxDepth = 256, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
