namespace Stoa.Mcp.Gateway.Edge;

/// <summary>The id of an event on a stream that servers share: the server's name and its own id for the event.</summary>
internal sealed record EventId(string Server, string Id)
{
    /// <summary>Reads what a client brings back; null for nothing, and for what no edge gave out.</summary>
    public static EventId? Parse(string? text)
    {
        var end = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        return end < 0 ? null : new EventId(text![..end], text[(end + 1)..]);
    }
}
