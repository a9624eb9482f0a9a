using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>
/// One request to an upstream and what becomes of its answer. However it ends, the call's outcome is recorded exactly once, before anything
/// of the answer leaves.
/// </summary>
internal sealed class Exchange(
    GovernancePipeline pipeline, ResultRelease release, EventRelay relay, PendingCalls pending, Refusals refusals, TimeProvider time)
{
    /// <summary>Sends a message whose intent is recorded.</summary>
    /// <param name="context">The client's request.</param>
    /// <param name="server">Where it goes.</param>
    /// <param name="request">What is sent.</param>
    /// <param name="stream">How an event stream in answer is handed on.</param>
    /// <param name="onAnswer">Sees an answer that the upstream gave, before the client does.</param>
    public async Task RunAsync(
        HttpContext context, HttpUpstream server, UpstreamRequest request, RelayedStream stream, Func<UpstreamAnswer, ValueTask> onAnswer)
    {
        var forwarded = stream.Own!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        if (stream.IsTimed)
        {
            limit.CancelAfter(server.Options.TotalTimeout);
        }

        try
        {
            using var answer = await server.SendAsync(request, limit.Token);
            Accept(answer);
            await onAnswer(answer);
            if (forwarded.SentId is null || answer is { IsEventStream: false, IsJson: false })
            {
                await AcceptedAsync(context, forwarded, answer);
            }
            else if (answer.IsEventStream)
            {
                await relay.RelayAsync(context, stream, answer, server, limit.Token);
            }
            else
            {
                await WriteAsync(context, forwarded, answer, server.Options, limit.Token);
            }
        }
        catch (UpstreamException error) when (forwarded.TryEnd())
        {
            await refusals.AnswerAsync(context, forwarded.Call, await release.CompleteAsync(forwarded, server.Failed(error)));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            await CancelAsync(context, stream, server);
        }
        catch (Exception) when (forwarded.TryEnd())
        {
            await pipeline.CompleteAsync(forwarded.Call, Ended(forwarded, CallOutcome.ProtocolError));
            throw;
        }
    }

    /// <summary>Opens or ends the stream of a session. Its record is the HTTP edge's.</summary>
    public async Task ListenAsync(HttpContext context, HttpUpstream server, UpstreamRequest request, RelayedStream stream)
    {
        try
        {
            using var answer = await server.SendAsync(request, context.RequestAborted);
            if (answer.IsSuccess && request.Method == HttpMethod.Delete)
            {
                await pending.EndAsync(stream.Session!);
            }

            if (answer is { IsSuccess: true, IsEventStream: true })
            {
                await relay.RelayAsync(context, stream, answer, server, context.RequestAborted);
            }
            else
            {
                Accept(answer);
                context.Response.StatusCode = (int)answer.Status;
            }
        }
        catch (UpstreamException error) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            _ = server.Failed(error);
        }
        catch (UpstreamException)
        {
            // The client sees its stream end, and may open another.
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone.
        }
    }

    /// <summary>Answers that are no answer to the client, whatever they say: they are about the gateway.</summary>
    private static void Accept(UpstreamAnswer answer)
    {
        var reason = (int)answer.Status switch
        {
            401 or 403 or 407 => "The upstream refuses the gateway's own credential (status {0}).",
            >= 300 and < 400 => "The upstream redirects (status {0}), which is not followed.",
            429 or >= 500 => "The upstream answers with status {0}.",
            _ => null,
        };
        if (reason is not null)
        {
            throw new UpstreamException(string.Format(System.Globalization.CultureInfo.InvariantCulture, reason, (int)answer.Status), wasSent: true)
            {
                RetryAfter = answer.RetryAfter,
            };
        }
    }

    private async Task AcceptedAsync(HttpContext context, ForwardedCall forwarded, UpstreamAnswer answer)
    {
        if (forwarded.SentId is not null && answer.IsSuccess)
        {
            throw new UpstreamException("The answer is neither JSON nor an event stream.", wasSent: true);
        }

        if (forwarded.TryEnd())
        {
            var outcome = answer.IsSuccess ? CallOutcome.Accepted : CallOutcome.RejectedByHost;
            var denial = await pipeline.CompleteAsync(forwarded.Call, Ended(forwarded, outcome) with { HttpStatus = (int)answer.Status });
            context.Response.StatusCode = denial is null ? (int)answer.Status : StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task WriteAsync(
        HttpContext context, ForwardedCall forwarded, UpstreamAnswer answer, UpstreamOptions limits, CancellationToken cancellationToken)
    {
        var message = UpstreamMessage.Read(await AnswerBody.ReadAsync(answer, limits, cancellationToken));
        var isAnswer = message.Kind == MessageKind.Error ? !answer.IsSuccess || message.HasId(forwarded.SentId!) : message.Kind == MessageKind.Result && message.HasId(forwarded.SentId!);
        if (!isAnswer)
        {
            throw new UpstreamException("The answer is no JSON-RPC answer to this call, or one that two readers could take differently.", wasSent: true);
        }

        var bytes = await release.ReleaseAsync(forwarded, message, cancellationToken);
        var response = context.Response;
        response.StatusCode = (int)answer.Status;
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        await response.BodyWriter.WriteAsync(bytes, context.RequestAborted);
    }

    private async Task CancelAsync(HttpContext context, RelayedStream stream, HttpUpstream server)
    {
        var forwarded = stream.Own!;
        if (!context.RequestAborted.IsCancellationRequested)
        {
            var late = UpstreamException.Late(server.Options);
            if (forwarded.TryEnd())
            {
                await refusals.AnswerAsync(context, forwarded.Call, await release.CompleteAsync(forwarded, server.Failed(late)));
            }
        }
        else if (stream is { IsResumable: true, Session: { } session })
        {
            await pending.AddAsync(session, forwarded);
        }
        else if (forwarded.TryEnd())
        {
            await pipeline.CompleteAsync(forwarded.Call, Ended(forwarded, CallOutcome.Cancelled));
        }
    }

    private CallCompletion Ended(ForwardedCall forwarded, CallOutcome outcome) => new(outcome, time.GetElapsedTime(forwarded.StartedTimestamp));
}
