using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>One HTTP/1.1 exchange over a socket, so that a test compares the bytes themselves, chunk sizes and header order included.</summary>
internal static class RawHttp
{
    /// <summary>Sends a request on a connection of its own and returns all that came back, but for the Date header.</summary>
    public static async Task<string> SendAsync(Uri url, string method, IEnumerable<(string Name, string Value)> headers, string body = "")
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = new TcpClient();
        await socket.ConnectAsync(url.Host, url.Port, patience.Token);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Request(url, method, headers, body)), patience.Token);

        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, patience.Token);
        var lines = Encoding.Latin1.GetString(answer.ToArray()).Split("\r\n");
        return string.Join("\r\n", lines.Where(line => !line.StartsWith("Date: ", StringComparison.Ordinal)));
    }

    private static string Request(Uri url, string method, IEnumerable<(string Name, string Value)> headers, string body)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{method} {url.AbsolutePath} HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: close\r\n");
        foreach (var (name, value) in headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (body.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        }

        return text.Append("\r\n").Append(body).ToString();
    }
}
