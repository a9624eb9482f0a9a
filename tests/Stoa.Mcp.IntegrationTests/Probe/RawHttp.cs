using System.Net.Sockets;
using System.Text;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>Sends bytes that no HTTP client would, over a connection of their own.</summary>
internal static class RawHttp
{
    /// <summary>Sends and reads until the server closes. Status 0 means that it closed without an answer.</summary>
    public static async Task<Reply> SendAsync(Uri url, byte[] request) => Parse(await ExchangeAsync(url, request));

    /// <summary>Sends, and gives all that comes until the server closes.</summary>
    public static async Task<byte[]> ExchangeAsync(Uri url, byte[] request)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(url.Host, url.Port, patience.Token);
        var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, patience.Token);
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // Closed with data of ours unread; what came before counts.
        }

        return answer.ToArray();
    }

    /// <summary>A POST with exactly these header lines, in UTF-8, and this body.</summary>
    public static byte[] Post(Uri url, IEnumerable<string> headers, byte[] body, string? host = null, string path = "/mcp") =>
    [
        .. Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {host ?? url.Authority}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n"),
        .. body,
    ];

    /// <summary>The headers of any good POST by this caller.</summary>
    public static IEnumerable<string> Common(string? key) =>
        [.. Uncommon(key), "Content-Type: application/json"];

    /// <summary>The same without a content type.</summary>
    public static IEnumerable<string> Uncommon(string? key) =>
        key is null ? ["Accept: application/json, text/event-stream"] : ["Accept: application/json, text/event-stream", "Authorization: Bearer " + key];

    private static Reply Parse(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return new Reply(0, null, text, new Dictionary<string, string>());
        }

        var lines = text[..end].Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(':', 2))
            .GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => string.Join(", ", group.Select(pair => pair[1].Trim())), StringComparer.OrdinalIgnoreCase);
        var body = text[(end + 4)..];
        if (headers.GetValueOrDefault("Transfer-Encoding") == "chunked")
        {
            // Events are lines; the lines of chunk sizes between them are told apart by having no field name.
            body = string.Join('\n', body.Split("\r\n"));
        }

        return new Reply(int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), headers.GetValueOrDefault("Content-Type")?.Split(';')[0], body, headers);
    }
}
