using System.Net;
using System.Net.Sockets;
using System.Text;
using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public class HttpCallsTests
{
    [Fact]
    public async Task Send_ShapesTheResponse()
    {
        var (response, request) = await Exchange(
            """{"method":"post","url":"$","body":{"a":{"b":1}},"headers":{"X-One":"1","Content-Type":"application/json"}}""",
            "HTTP/1.1 201 Created\r\nContent-Type: application/json; charset=utf-8\r\nX-Two: 2\r\nContent-Length: 8\r\nConnection: close\r\n\r\n{\"ok\":1}");

        Assert.StartsWith("POST /path?q=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("X-One: 1\r\n", request, StringComparison.Ordinal);
        Assert.EndsWith("{\"a\":{\"b\":1}}", request, StringComparison.Ordinal);
        Assert.Equal("201 Created", response.Find("status"));
        Assert.Equal(201L, response.Find("status_code"));
        Assert.Equal(Json("""{"ok":1}"""), response.Find("body"));
        Assert.Equal("{\"ok\":1}", response.Find("raw_body"));
        Assert.Equal(Json("""["2"]"""), ((RegoObject)response.Find("headers")!).Find("x-two"));
    }

    [Theory]
    [InlineData("", "null")]
    [InlineData(",\"force_json_decode\":true", "[1]")]
    public async Task Send_ReadsBodiesOfOtherTypesOnlyWhenTold(string options, string body)
    {
        var (response, _) = await Exchange($$"""{"method":"get","url":"$"{{options}}}""", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\n[1]");
        Assert.Equal(Json(body), response.Find("body"));
    }

    [Fact]
    public async Task Send_DoesNotFollowRedirects()
    {
        var (response, _) = await Exchange("""{"method":"get","url":"$"}""", "HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.Equal(302L, response.Find("status_code"));
    }

    [Fact]
    public async Task Send_ThatGetsNoAnswer_IsAnErrorInTheResultOrOfTheCall()
    {
        var (response, _) = await Exchange("""{"method":"get","url":"$","raise_error":false}""", "");
        Assert.Equal(0L, response.Find("status_code"));
        Assert.Equal("eval_http_send_network_error", ((RegoObject)response.Find("error")!).Find("code"));
    }

    [Theory]
    [InlineData("{}", RegoErrorCodes.EvalType, "operand 1 missing required request parameters(s): {\"method\", \"url\"}")]
    [InlineData("""{"method":"get","url":"file:///etc/passwd"}""", RegoErrorCodes.Builtin, "\"file:///etc/passwd\" is no URL of HTTP")]
    [InlineData("""{"method":"get","url":"http://127.0.0.1:1/","tls_ca_cert":"x"}""", RegoErrorCodes.Builtin, "the parameter \"tls_ca_cert\" is not supported: TLS is as the platform has it")]
    [InlineData("""{"method":"get","url":"http://127.0.0.1:1/","headers":1}""", RegoErrorCodes.Builtin, "invalid type for headers key")]
    [InlineData("""{"method":"get","url":"http://127.0.0.1:1/","headers":{"a b":"c"}}""", RegoErrorCodes.Builtin, "\"a b\" is no name of a header")]
    [InlineData("""{"method":"get","url":"http://127.0.0.1:1/","headers":{"a":"b\nc: d"}}""", RegoErrorCodes.Builtin, "the header \"a\" has a line end")]
    [InlineData("""{"method":"get","url":"http://127.0.0.1:1/","timeout":"1x"}""", RegoErrorCodes.Builtin, "time: unknown unit \"x\" in duration \"1x\"")]
    [InlineData("""{"method":"get","url":"http://127.0.0.1:1/","raise_error":1}""", RegoErrorCodes.Builtin, "\"raise_error\" must be a boolean")]
    public void Send_OfWrongRequest_Fails(string request, string code, string message) => Assert.Equal((code, message), Failure("http.send", Json(request)));

    [Fact]
    public void Runtime_IsEmptyUnlessTheHostSaysMore() => Assert.Equal(RegoObject.Empty, Result("opa.runtime"));

    // One connection, which gets this answer when the request is complete.
    private static async Task<(RegoObject Response, string Request)> Exchange(string request, string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/path?q=1";
        var received = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            var text = new StringBuilder();
            var buffer = new byte[4096];
            while (!IsComplete(text.ToString()))
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer)));
            }

            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            return text.ToString();
        });
        var response = await Task.Run(() => (RegoObject)Result("http.send", Json(request.Replace("$", url, StringComparison.Ordinal)))!);
        return (response, await received);
    }

    private static bool IsComplete(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))?["Content-Length: ".Length..] ?? "0";
        return end >= 0 && request.Length >= end + 4 + int.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
    }
}
