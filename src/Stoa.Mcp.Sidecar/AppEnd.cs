namespace Stoa.Mcp.Sidecar;

/// <summary>Lets go of what the host was made of, once it has stopped: the trail is closed by then, and nothing is left that is worth waiting for.</summary>
internal static class AppEnd
{
    /// <summary>Longest that is waited. Whatever hangs then must not keep the process: orchestrators would kill it, and call it a failure.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    /// <returns>Whether everything ended.</returns>
    public static async Task<bool> DisposeAsync(IAsyncDisposable app)
    {
        try
        {
            await app.DisposeAsync().AsTask().WaitAsync(Bound);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
