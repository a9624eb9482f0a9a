using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Stoa.Mcp.Gateway.Tests.Rest;

public sealed class RestAnswerTests
{
    public static TheoryData<int, string?, string, bool, string> Answers { get; } = new()
    {
        { 200, "application/json", "[1,2]", false, "[1,2]" },
        { 200, "application/problem+json; charset=utf-8", "\"x\"", false, "\"x\"" },
        { 200, "text/plain", "héllo", false, "héllo" },
        { 200, "text/csv; charset=\"UTF-8\"", "a,b", false, "a,b" },
        { 200, null, "", false, "The API answered 200 without content." },
        { 204, null, "", false, "The API answered 204 without content." },
        { 200, "application/pdf", "%PDF", true, "The API answered with a type that this tool cannot return." },
        { 200, null, "who knows", true, "The API answered with a type that this tool cannot return." },
        { 200, "application/json; charset=utf-16", "{}", true, "The API answered with a type that this tool cannot return." },
        { 200, "application/json", "{", true, "The API's answer cannot be read." },
        { 200, "application/json", """{"a":1,"a":2}""", true, "The API's answer cannot be read." },
        { 301, "text/plain", "moved", true, "The API answered with a redirect, which is not followed." },
        { 304, null, "", true, "The API answered with a redirect, which is not followed." },
        { 400, "application/json", """{"stack":"at Internal.Thing"}""", true, "The API answered 400." },
        { 404, "text/html", "<h1>internal-host.example</h1>", true, "The API answered 404." },
        { 500, "application/json", "not json", true, "The API answered 500." },
        { 503, null, "", true, "The API answered 503." },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_BecomesAResult(int status, string? type, string body, bool isError, string expected)
    {
        await using var rest = await RestFixture.StartAsync();
        rest.Api.Answer = http => AnswerAsync(http, status, type, body);

        var result = await rest.CallAsync(rest.Tool());

        Assert.Equal(expected, RestFixture.TextOf(result, isError));
        Assert.Equal(isError ? 2 : 1, result.Count);
    }

    [Fact]
    public async Task JsonObject_IsStructuredContentBesides()
    {
        await using var rest = await RestFixture.StartAsync();
        rest.Api.Answer = ApiDouble.Json("""{ "total": 12345678901234567890.10, "items": [ { "id": "a" } ] }""");

        var result = await rest.CallAsync(rest.Tool());

        Assert.Equal("""{ "total": 12345678901234567890.10, "items": [ { "id": "a" } ] }""", RestFixture.TextOf(result, isError: false));
        Assert.Equal("""{"total":12345678901234567890.10,"items":[{"id":"a"}]}""", result["structuredContent"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"total":5}""", false)]
    [InlineData("""{"total":"5"}""", true)]
    [InlineData("{}", true)]
    [InlineData("[]", true)]
    public async Task Answer_UnderAnOutputSchema_HasToFit(string body, bool isError)
    {
        await using var rest = await RestFixture.StartAsync();
        rest.Api.Answer = ApiDouble.Json(body);

        var result = await rest.CallAsync(rest.Tool("outputSchema: {type: object, properties: {total: {type: number}}, required: [total]}"));

        Assert.Equal(isError ? "The API's answer does not have the form that this tool declares." : body, RestFixture.TextOf(result, isError));
    }

    [Fact]
    public async Task ErrorBody_IsShownWhereTheMappingSaysSo_AndBounded()
    {
        await using var rest = await RestFixture.StartAsync();
        rest.Api.Answer = ApiDouble.Json($$"""{"detail":"out of stock{{"\u001b"}}[8m","more":"{{new string('x', 10_000)}}"}""", 409);

        var text = RestFixture.TextOf(await rest.CallAsync(rest.Tool("mapping: {errorBody: true}")), isError: true);

        Assert.StartsWith("The API answered 409.\n{\"detail\":\"out of stock\uFFFD[8m\"", text, StringComparison.Ordinal);
        Assert.True(text.Length < 2_100);
    }

    [Theory]
    [InlineData(true, 0, false)]
    [InlineData(true, 1, true)]
    [InlineData(false, 0, false)]
    [InlineData(false, 1, true)]
    public async Task Answer_LargerThanAllowed_IsRefused(bool saysLength, int over, bool isError)
    {
        await using var rest = await RestFixture.StartAsync();
        rest.Settings["Gateway:Rest:MaxResponseBytes"] = "20000";
        rest.Api.Answer = async http =>
        {
            http.Response.ContentType = "text/plain";
            http.Response.ContentLength = saysLength ? 20_000 + over : null;
            for (var left = 20_000 + over; left > 0; left -= 1_000)
            {
                await http.Response.WriteAsync(new string('a', Math.Min(left, 1_000)));
            }
        };

        var text = RestFixture.TextOf(await rest.CallAsync(rest.Tool()), isError);

        Assert.Equal(isError ? "The API's answer is larger than this tool can return." : new string('a', 20_000), text);
    }

    [Theory]
    [InlineData("", 30)]
    [InlineData("timeout: 2s", 2)]
    public async Task Api_ThatIsSilent_IsGivenUp(string fields, int seconds)
    {
        await using var rest = await RestFixture.StartAsync();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rest.Api.Answer = async http =>
        {
            http.RequestAborted.Register(gone.SetResult);
            reached.SetResult();
            await gone.Task;
        };
        var call = rest.CallAsync(rest.Tool(fields));
        await reached.Task;

        rest.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.False(call.IsCompleted);
        rest.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("The API gave no answer in time.", RestFixture.TextOf(await call, isError: true));
        await gone.Task;
    }

    [Fact]
    public async Task Caller_WhoGoes_EndsTheCall()
    {
        await using var rest = await RestFixture.StartAsync();
        using var stop = new CancellationTokenSource();
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        rest.Api.Answer = async http =>
        {
            http.RequestAborted.Register(gone.SetResult);
            await stop.CancelAsync();
            await gone.Task;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await rest.Tools.CallAsync(rest.Tool(), default, null, stop.Token));
        await gone.Task;
    }

    [Fact]
    public async Task Api_ThatIsNotThere_CannotBeReached()
    {
        await using var rest = await RestFixture.StartAsync();
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();

        var text = RestFixture.TextOf(await rest.CallAsync(rest.Tool(server: $"http://127.0.0.1:{port}")), isError: true);

        Assert.Equal("The API cannot be reached.", text);
        Assert.Contains(rest.Logs.Lines, line => line.StartsWith("8601 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_ThatBreaksOff_IsSaidTo()
    {
        await using var rest = await RestFixture.StartAsync();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var call = rest.CallAsync(rest.Tool(server: $"http://{server.LocalEndpoint}"));
        using (var connection = await server.AcceptSocketAsync())
        {
            await connection.ReceiveAsync(new byte[4_096]);
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray());
            connection.Shutdown(SocketShutdown.Send);

            Assert.Equal("The API's answer broke off.", RestFixture.TextOf(await call, isError: true));
        }
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var rest = await RestFixture.StartAsync();
        rest.Api.Answer = http =>
        {
            http.Response.Redirect($"{rest.Api.Url}/secret", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };

        RestFixture.TextOf(await rest.CallAsync(rest.Tool(method: "POST")), isError: true);

        Assert.Single(rest.Api.Seen);
    }

    [Fact]
    public async Task Request_HasNothingBesidesWhatIsMeant()
    {
        await using var rest = await RestFixture.StartAsync();
        using var activity = new System.Diagnostics.Activity("outer").AddBaggage("tenant", "acme").Start();
        rest.Api.Answer = http =>
        {
            http.Response.Cookies.Append("session", "1");
            return ApiDouble.JsonAsync(http, "{}");
        };
        var tool = rest.Tool();

        await rest.CallAsync(tool);
        await rest.CallAsync(tool, traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await rest.CallAsync(tool, traceparent: "00-\r\nX-Admin: 1");

        Assert.All(rest.Api.Seen, seen => Assert.Empty(seen.Headers.Keys.Except(["Accept", "Host", "traceparent"], StringComparer.OrdinalIgnoreCase)));
        Assert.Equal([null, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null], rest.Api.Seen.Select(seen => seen.Header("traceparent")));
    }

    [Fact]
    public async Task Answer_InAnEncodingThatWasNotAskedFor_IsRefused()
    {
        await using var rest = await RestFixture.StartAsync();
        rest.Api.Answer = http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            return ApiDouble.JsonAsync(http, "{}");
        };

        Assert.Equal("The API answered with a type that this tool cannot return.", RestFixture.TextOf(await rest.CallAsync(rest.Tool()), isError: true));
    }

    [Fact]
    public async Task Results_AreValidByTheProtocol()
    {
        await using var rest = await RestFixture.StartAsync();
        rest.Api.Answer = ApiDouble.Json("""{"a":1}""");

        var result = await rest.CallAsync(rest.Tool());

        Assert.Equal("""{"content":[{"type":"text","text":"{\u0022a\u0022:1}"}],"structuredContent":{"a":1}}""", result.ToJsonString());
        Assert.True(JsonNode.DeepEquals(result, JsonNode.Parse(result.ToJsonString())));
    }

    private static async Task AnswerAsync(HttpContext http, int status, string? type, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        if (body.Length > 0)
        {
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
        }
    }
}
