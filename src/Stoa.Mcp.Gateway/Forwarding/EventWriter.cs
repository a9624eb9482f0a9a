using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>
/// Writes an event stream to a client (WHATWG HTML, "Server-sent events"), each event at once. Comments keep a quiet stream alive, so that a
/// client that vanished is noticed; one that does not read is cut off.
/// </summary>
internal sealed class EventWriter : IAsyncDisposable
{
    private static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan WriteTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpContext _context;
    private readonly PipeWriter _output;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ITimer _keepAlive;
    private bool _written;
    private bool _ended;

    private EventWriter(HttpContext context, TimeProvider time)
    {
        _context = context;
        _output = context.Response.BodyWriter;
        _keepAlive = time.CreateTimer(static writer => _ = ((EventWriter)writer!).KeepAliveAsync(), this, KeepAliveInterval, KeepAliveInterval);
    }

    /// <summary>Begins the stream: the client has its headers when this returns.</summary>
    public static async Task<EventWriter> BeginAsync(HttpContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        var headers = context.Response.Headers;
        headers.ContentType = "text/event-stream";
        headers.CacheControl = "no-cache,no-store";
        headers.ContentEncoding = "identity";
        headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await context.Response.StartAsync(cancellationToken);
        await context.Response.BodyWriter.FlushAsync(cancellationToken); // or the client waits for them until the first event
        return new EventWriter(context, time);
    }

    /// <summary>Writes one event.</summary>
    /// <param name="data">Its data.</param>
    /// <param name="id">The id by which a client asks for what came after it, or null.</param>
    /// <param name="retry">How long a client is to wait before it reconnects, or null.</param>
    /// <exception cref="OperationCanceledException">The stream has ended, or its client does not read.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, string? id, TimeSpan? retry)
    {
        await _turn.WaitAsync();
        try
        {
            if (_ended)
            {
                throw new OperationCanceledException("The stream has ended.");
            }

            Write(data.Span, id, retry);
            _written = true;
            await FlushAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _keepAlive.DisposeAsync();
        await _turn.WaitAsync(); // a comment may be under way, and the response is not ours any more after this
        _ended = true;
        _turn.Release();
    }

    private void Write(ReadOnlySpan<byte> data, string? id, TimeSpan? retry)
    {
        if (retry is { } wait)
        {
            Encoding.ASCII.GetBytes($"retry: {(long)wait.TotalMilliseconds}\n", _output);
        }

        if (id is not null)
        {
            Encoding.UTF8.GetBytes($"id: {id}\n", _output);
        }

        _output.Write("event: message\n"u8);
        foreach (var line in data.Split((byte)'\n'))
        {
            _output.Write("data: "u8);
            _output.Write(data[line]);
            _output.Write("\n"u8);
        }

        _output.Write("\n"u8);
    }

    private async Task KeepAliveAsync()
    {
        // Whoever writes has just shown that the client is there.
        if (_written || !_turn.Wait(0))
        {
            _written = false;
            return;
        }

        try
        {
            if (_ended)
            {
                return;
            }

            _output.Write(": keep-alive\n\n"u8);
            await FlushAsync();
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The request ends by itself.
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask FlushAsync()
    {
        var flush = _output.FlushAsync(_context.RequestAborted);
        if (flush.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            await flush.AsTask().WaitAsync(WriteTimeout, _context.RequestAborted);
        }
        catch (TimeoutException)
        {
            // The client does not read.
            _context.Abort();
            await Task.Delay(Timeout.InfiniteTimeSpan, _context.RequestAborted);
        }
    }
}
