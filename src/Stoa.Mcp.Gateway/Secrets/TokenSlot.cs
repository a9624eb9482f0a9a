namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>Keeps one access token until shortly before it ends. Whoever finds none waits for the one request that is made for all.</summary>
internal sealed class TokenSlot(TimeProvider time)
{
    private readonly Lock _gate = new();
    private AccessToken? _current;
    private Task<AccessToken>? _pending;

    /// <param name="ask">Asks for a token. Runs to its end though a caller who waits for it gives up.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<AccessToken> GetAsync(Func<Task<AccessToken>> ask, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_current is { } token && time.GetUtcNow() < token.UseUntil)
            {
                return Task.FromResult(token);
            }

            if (_pending is null or { IsCompleted: true })
            {
                _pending = AskAsync(ask);
            }

            return _pending.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The token is not used again.</summary>
    public void Forget(string? value)
    {
        lock (_gate)
        {
            if (_current?.Value == value)
            {
                _current = null;
            }
        }
    }

    private async Task<AccessToken> AskAsync(Func<Task<AccessToken>> ask)
    {
        // Not on the caller's stack, which holds the gate.
        await Task.Yield();
        var token = await ask();
        lock (_gate)
        {
            _current = token;
            return token;
        }
    }
}
