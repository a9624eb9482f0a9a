using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stoa.Mcp.Gateway.Tests.TestDoubles;

/// <summary>One call that a <see cref="ScriptedUpstream"/> is to answer.</summary>
internal sealed class ScriptedCall(HttpContext context, SentOn request)
{
    public HttpContext Context => context;

    public SentOn Request => request;

    /// <summary>The id as JSON text.</summary>
    public string Id => request.Message?["id"]?.ToJsonString() ?? "null";

    /// <summary>Ends when the gateway gives up.</summary>
    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>A result for this call.</summary>
    public string Result(string result = """{"content":[{"type":"text","text":"scripted"}]}""") => $$"""{"jsonrpc":"2.0","id":{{Id}},"result":{{result}}}""";

    /// <summary>An error for this call.</summary>
    public string Error(string error = """{"code":-32000,"message":"No."}""") => $$"""{"jsonrpc":"2.0","id":{{Id}},"error":{{error}}}""";

    public Task JsonAsync(string body, int status = 200) => JsonAsync(Encoding.UTF8.GetBytes(body), status);

    public async Task JsonAsync(byte[] body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body, Aborted);
    }

    public async Task BeginEventsAsync()
    {
        context.Response.ContentType = "text/event-stream";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await context.Response.StartAsync(Aborted);
    }

    /// <summary>Writes this text as it is, and at once.</summary>
    public async Task WriteAsync(string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), Aborted);
        await context.Response.Body.FlushAsync(Aborted);
    }

    public Task EventAsync(string data, string? id = null) => WriteAsync((id is null ? "" : $"id: {id}\n") + $"event: message\ndata: {data}\n\n");

    /// <summary>Waits until the gateway gives up.</summary>
    public Task HangAsync() => Task.Delay(Timeout.InfiniteTimeSpan, Aborted).ContinueWith(static _ => { }, TaskScheduler.Default);

    /// <summary>Answers no more, and closes the connection in the middle.</summary>
    public void BreakOff() => context.Abort();
}
