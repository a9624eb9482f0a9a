namespace Stoa.Mcp.Gateway.Edge;

/// <summary>An open stream of a session; disposing it takes the stream out of the session.</summary>
internal sealed class StreamLease(Action close) : IDisposable
{
    /// <summary>Key of the stream that a client listens on (HTTP GET).</summary>
    public const string Listening = "";

    /// <inheritdoc />
    public void Dispose() => close();
}
