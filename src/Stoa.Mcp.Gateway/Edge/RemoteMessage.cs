using ModelContextProtocol;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>The message of a server's error, without what the SDK's client puts before it.</summary>
internal static class RemoteMessage
{
    private const string Prefix = "Request failed (remote): ";

    public static string Of(McpProtocolException error) =>
        error.Message.StartsWith(Prefix, StringComparison.Ordinal) ? error.Message[Prefix.Length..] : error.Message;
}
