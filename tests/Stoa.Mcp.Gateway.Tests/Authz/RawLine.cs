using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>HTTP/1.1 over a socket: clients bring paths into a form of their own before they send them.</summary>
internal static class RawLine
{
    public static Task<string> PostAsync(Uri server, string target, (string Name, string Value)[] headers, string body = "") =>
        SendAsync(server, "POST", target, headers, body);

    public static async Task<string> SendAsync(Uri server, string method, string target, (string Name, string Value)[] headers, string body = "")
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port, patience.Token);
        await using var stream = socket.GetStream();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        foreach (var (name, value) in headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        if (body.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        }

        text.Append("\r\n").Append(body);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), patience.Token);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, patience.Token);
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
