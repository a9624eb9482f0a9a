using System.Buffers.Text;
using System.Security.Cryptography;
using ModelContextProtocol.Server;

namespace ModelContextProtocol.AspNetCore.Sessions;

/// <summary>One client's session: its server, and whether any of its requests are in progress.</summary>
internal sealed class HttpSession(
    string id, SessionOwner owner, StreamableHttpServerTransport transport, McpServer server, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Task _running = Task.CompletedTask;
    private long _lastActive = clock.GetTimestamp();
    private int _requests;
    private bool _closed;
    private int _streamTaken;

    public string Id => id;

    public SessionOwner Owner => owner;

    public StreamableHttpServerTransport Transport => transport;

    /// <summary>128 random bits.</summary>
    public static string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    public void Start() => _running = server.RunAsync(_closing.Token);

    /// <summary>Keeps the session open for a request; false once it has been closed.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            _requests += _closed ? 0 : 1;
            return !_closed;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            _requests--;
            _lastActive = clock.GetTimestamp();
        }
    }

    /// <summary>The transport serves one GET stream in a session's life.</summary>
    public bool TryTakeStream() => Interlocked.Exchange(ref _streamTaken, 1) == 0;

    /// <summary>How long the session has had no request; <see langword="null"/> while it has one.</summary>
    public TimeSpan? Idle()
    {
        lock (_gate)
        {
            return _requests == 0 && !_closed ? clock.GetElapsedTime(_lastActive) : null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
        }

        try
        {
            // The transport first: its message reader then ends without an exception.
            await transport.DisposeAsync();
            await _closing.CancelAsync();
            await _running;
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            await server.DisposeAsync();
            _closing.Dispose();
        }
    }
}
