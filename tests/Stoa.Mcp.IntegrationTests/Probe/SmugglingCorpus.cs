using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>
/// Requests whose end two servers could see in different places (RFC 9112, sections 6 and 11.2). Each carries a whole second request, a good one
/// of a good caller: whoever takes the end where the sender hopes runs it, and answers twice on one connection.
/// </summary>
internal static class SmugglingCorpus
{
    private const string Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"acme_echo","arguments":{}}}""";

    private static readonly string[] Refusals = ["HTTP/1.1 4", "HTTP/1.1 505 "];

    private static readonly string Half = Call[..^7];

    private static readonly string[] Encodings =
    [
        "Transfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: identity", "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: CHUNKED", "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding:\tchunked", "Transfer-Encoding: chunked;x=1", "Transfer-Encoding: \u000bchunked", "Transfer-Encoding: chunked\u000b",
        "Transfer-Encoding : chunked", "Transfer-Encoding\t: chunked", " Transfer-Encoding: chunked", "X-A: a\nTransfer-Encoding: chunked", "X-A: a\rTransfer-Encoding: chunked",
        "Transfer-Encoding:\r\n chunked", "Transfer-Encoding\r\n: chunked", "Transfer_Encoding: chunked", "Transfer-Encoding: chunk\u0000ed", "Transfer-Encoding:",
    ];

    private static readonly string[] Lengths =
    [
        "Content-Length: LENGTH\r\nContent-Length: 5", "Content-Length: 5\r\nContent-Length: LENGTH", "Content-Length: LENGTH, 5", "Content-Length: LENGTH, LENGTH",
        "Content-Length: -LENGTH", "Content-Length: 0xLENGTH", "Content-Length: LENGTH;x", "Content-Length: LENGTH 5", "Content-Length: LENGTH.0", "Content-Length: 1e2",
        "Content-Length: ", "Content-Length: 99999999999999999999", "Content-Length: 18446744073709551615", "Content-Length: \"LENGTH\"", "Content-Length : LENGTH", "Content-Length\r\n: LENGTH",
        "X-A: a\nContent-Length: LENGTH", " Content-Length: LENGTH", "Content-Length: 9\u00009", "Content_Length: LENGTH",
    ];

    private static readonly string[] Chunks =
    [
        "SIZE\nBODY\r\n0\r\n\r\n", "SIZE\r\nBODY\n0\r\n\r\n", "SIZE\r\nBODY0\r\n\r\n", "+SIZE\r\nBODY\r\n0\r\n\r\n", "-1\r\nBODY\r\n0\r\n\r\n", "0xSIZE\r\nBODY\r\n0\r\n\r\n", "\r\nSIZE\r\nBODY\r\n0\r\n\r\n",
        "100000000SIZE\r\nBODY\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFF\r\nBODY\r\n0\r\n\r\n", "SIZE;x\ny\r\nBODY\r\n0\r\n\r\n", "SIZE;x\ry\r\nBODY\r\n0\r\n\r\n", "SIZE BODY\r\n0\r\n\r\n", "G\r\nBODY\r\n0\r\n\r\n",
        "SIZE\r\nBODY\r\n0\n\n", "SIZE\r\nBODY\r\n0\r\nX: y\n\n", "SIZE\r\nBODY\r\n0\r\nContent-Length : 5\r\n\r\n",
    ];

    private static readonly string[] RequestLines =
    [
        "POST /mcp HTTP/1.1\nHost: HOST", "POST  /mcp HTTP/1.1\r\nHost: HOST", "POST\t/mcp\tHTTP/1.1\r\nHost: HOST", "POST /mcp HTTP/1.1 \r\nHost: HOST",
        " POST /mcp HTTP/1.1\r\nHost: HOST", "POST /mcp http/1.1\r\nHost: HOST", "POST /mcp HTTP/2.0\r\nHost: HOST", "POST /mcp HTTP/1.2\r\nHost: HOST", "POST /mcp HTTP/1.1\r\nHost: HOST\r\n folded",
        "POST /mcp HTTP/1.1\r\nHost : HOST", "POST /mcp HTTP/1.1\r\n Host: HOST", "POST /mcp HTTP/1.1\r\nHost: HOST\r\nnocolon", "POST /mcp HTTP/1.1\r\nHost: HOST\r\n: empty",
        "POST /mcp HTTP/1.1\r\nHost: HOST\r\nX\u0000A: b", "POST /mcp HTTP/1.1\r\nHost: HOST\r\nX-A: a\rb", "POST /mcp\r\nHost: HOST", "POST http://evil.example/mcp HTTP/1.1\r\nHost: HOST", "P\u0000ST /mcp HTTP/1.1\r\nHost: HOST",
    ];

    /// <summary>The requests, each with a word for it.</summary>
    /// <param name="host">The server, as in <c>Host</c>.</param>
    /// <param name="key">A good caller's key.</param>
    public static IEnumerable<(string Name, byte[] Bytes)> Of(string host, string key)
    {
        var common = string.Join("\r\n", RawHttp.Common(key));
        var good = $"POST /mcp HTTP/1.1\r\nHost: {host}\r\n{common}\r\n";
        var second = $"{good}Content-Length: {Call.Length}\r\n\r\n{Call}";
        var chunked = $"{Call.Length:x}\r\n{Call}\r\n0\r\n\r\n";

        foreach (var encoding in Encodings)
        {
            // The length covers both requests, the chunks one; and the other way round.
            yield return Vector($"length long, {encoding}", $"{good}Content-Length: {chunked.Length + second.Length}\r\n{encoding}\r\n\r\n{chunked}{second}");
            yield return Vector($"length short, {encoding}", $"{good}{encoding}\r\nContent-Length: 4\r\n\r\n{second.Length + Half.Length:x}\r\n{Half}{second}\r\n0\r\n\r\n");
        }

        foreach (var length in Lengths)
        {
            var line = length.Replace("LENGTH", Call.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            yield return Vector(line, $"{good}{line}\r\n\r\n{Call}{second}");
        }

        foreach (var chunk in Chunks)
        {
            var body = chunk.Replace("SIZE", $"{Call.Length:x}", StringComparison.Ordinal).Replace("BODY", Call, StringComparison.Ordinal);
            yield return Vector("chunks " + chunk, $"{good}Transfer-Encoding: chunked\r\n\r\n{body}{second}");
        }

        foreach (var start in RequestLines)
        {
            yield return Vector("begin " + start, $"{start.Replace("HOST", host, StringComparison.Ordinal)}\r\n{common}\r\nContent-Length: {Call.Length}\r\n\r\n{Call}{second}");
        }

        yield return Vector("HTTP/1.0 chunked", $"POST /mcp HTTP/1.0\r\nHost: {host}\r\nConnection: keep-alive\r\n{common}\r\nTransfer-Encoding: chunked\r\n\r\n{chunked}{second}");
        yield return Vector("two hosts", $"POST /mcp HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n{common}\r\nContent-Length: {Call.Length}\r\n\r\n{Call}{second}");
        yield return Vector("no host", $"POST /mcp HTTP/1.1\r\n{common}\r\nContent-Length: {Call.Length}\r\n\r\n{Call}{second}");

        static (string, byte[]) Vector(string name, string text) => (name.Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal), Encoding.Latin1.GetBytes(text));
    }

    /// <summary>
    /// Sends all of them to a server that does not wait long for the rest of a request, and tells of those that had another end than a refusal, or a
    /// second answer.
    /// </summary>
    public static async Task<IReadOnlyList<string>> SendAsync(Uri url, string key)
    {
        var problems = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Of(url.Authority, key), new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (vector, _) =>
        {
            var received = Encoding.Latin1.GetString(await RawHttp.ExchangeAsync(url, vector.Bytes));
            var status = received.Split("\r\n")[0];
            if (received.Split("HTTP/1.1 ").Length > 2 || !Refusals.Any(status.StartsWith))
            {
                problems.Enqueue($"{vector.Name}: {string.Join(", ", received.Split("\r\n").Where(line => line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal)))}");
            }
        });
        return [.. problems];
    }

    /// <summary>Makes a server end connections that say no more, which else would wait for the rest of a request.</summary>
    public static void EndSoon(KestrelServerOptions kestrel)
    {
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(1);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(1_000_000, TimeSpan.FromSeconds(1.1));
    }
}
