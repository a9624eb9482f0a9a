using System.Text;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance.Auditing;

namespace Stoa.Mcp.Gateway.Tests.Forwarding;

/// <summary>Whatever an upstream sends instead of an answer: the client gets <c>upstream_unavailable</c>, and the trail one record.</summary>
public sealed class UnusableAnswerTests
{
    private const int Cap = 4096;

    private static readonly Dictionary<string, Func<ScriptedCall, Task>> Ways = new()
    {
        ["larger than the cap"] = call => call.JsonAsync(call.Result($$"""{"content":[{"type":"text","text":"{{new string('x', Cap)}}"}]}""")),
        ["larger than the cap, without a length"] = async call =>
        {
            await call.Context.Response.StartAsync();
            await call.JsonAsync(call.Result($$"""{"content":[{"type":"text","text":"{{new string('x', Cap)}}"}]}"""));
        },
        ["an event larger than the cap"] = call => EventsAsync(call, call.Result($$"""{"content":[{"type":"text","text":"{{new string('x', Cap)}}"}]}""")),
        ["an event without end"] = async call =>
        {
            await call.BeginEventsAsync();
            await call.WriteAsync("data: ");
            while (!call.Aborted.IsCancellationRequested)
            {
                await call.WriteAsync(new string('x', 1024));
            }
        },
        ["no answer in time"] = call => call.HangAsync(),
        ["half an answer in time"] = async call =>
        {
            call.Context.Response.ContentType = "application/json";
            await call.WriteAsync(call.Result()[..20]);
            await call.HangAsync();
        },
        ["no event in time"] = async call =>
        {
            await call.BeginEventsAsync();
            await call.WriteAsync(": here\n\n");
            await call.HangAsync();
        },
        ["half an event in time"] = async call =>
        {
            await call.BeginEventsAsync();
            await call.WriteAsync("data: {\"jsonrpc\":");
            await call.HangAsync();
        },
        ["another id"] = call => call.JsonAsync("""{"jsonrpc":"2.0","id":"another","result":{}}"""),
        ["a number for the id"] = call => call.JsonAsync("""{"jsonrpc":"2.0","id":1,"result":{}}"""),
        ["no id"] = call => call.JsonAsync("""{"jsonrpc":"2.0","result":{}}"""),
        ["null for the id of a result"] = call => call.JsonAsync("""{"jsonrpc":"2.0","id":null,"result":{}}"""),
        ["another id in a stream"] = call => EventsAsync(call, """{"jsonrpc":"2.0","id":"another","result":{}}"""),
        ["a result and a method"] = call => call.JsonAsync(call.Say("""{"jsonrpc":"2.0","id":ID,"method":"ping","result":{}}""")),
        ["a result and an error"] = call => call.JsonAsync(call.Say("""{"jsonrpc":"2.0","id":ID,"result":{},"error":{"code":1,"message":""}}""")),
        ["a result and an error in a stream"] = call => EventsAsync(call, call.Say("""{"jsonrpc":"2.0","id":ID,"result":{},"error":{"code":1,"message":""}}""")),
        ["a request instead"] = call => call.JsonAsync(call.Say("""{"jsonrpc":"2.0","id":ID,"method":"ping"}""")),
        ["two ids"] = call => call.JsonAsync(call.Say("""{"jsonrpc":"2.0","id":"x","id":ID,"result":{}}""")),
        ["two ids, one escaped"] = call => call.JsonAsync(call.Say("""{"jsonrpc":"2.0","\u0069d":"x","id":ID,"result":{}}""")),
        ["two results"] = call => call.JsonAsync(call.Say("""{"jsonrpc":"2.0","id":ID,"result":{},"result":{}}""")),
        ["two results in a stream"] = call => EventsAsync(call, call.Say("""{"jsonrpc":"2.0","id":ID,"result":{},"result":{}}""")),
        ["two result types"] = call => call.JsonAsync(call.Result("""{"resultType":"complete","resultType":"input_required"}""")),
        ["two states"] = call => call.JsonAsync(call.Result("""{"resultType":"input_required","requestState":"a","requestState":"b"}""")),
        ["two tasks"] = call => call.JsonAsync(call.Result("""{"taskId":"a","taskId":"b","status":"working"}""")),
        ["no UTF-8"] = call => call.JsonAsync([.. Encoding.UTF8.GetBytes(call.Result("""{"content":[{"type":"text","text":"X"}]}""")).Select(b => b == (byte)'X' ? (byte)0xFF : b)]),
        ["an overlong NUL"] = call => call.JsonAsync(Spliced(call, [0xC0, 0x80])),
        ["half a surrogate pair for an id"] = call => call.JsonAsync("""{"jsonrpc":"2.0","id":"\ud800","result":{}}"""),
        ["a byte order mark"] = call => call.JsonAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(call.Result())]),
        ["no JSON"] = call => call.JsonAsync("{"),
        ["more after the JSON"] = call => call.JsonAsync(call.Result() + "{}"),
        ["a batch"] = call => call.JsonAsync($"[{call.Result()}]"),
        ["a text"] = call => call.JsonAsync("\"result\""),
        ["nothing"] = call => call.JsonAsync(""),
        ["nesting without end"] = call => call.JsonAsync(call.Result(new string('[', 1000) + new string(']', 1000))),
        ["an error without a number"] = call => call.JsonAsync(call.Error("""{"code":"-32000","message":"no"}""")),
        ["an error that is no object"] = call => call.JsonAsync(call.Error("\"no\"")),
        ["a page"] = async call =>
        {
            call.Context.Response.ContentType = "text/html";
            await call.WriteAsync("<html>");
        },
        ["no content type"] = call => call.WriteAsync(call.Result()),
        ["no content"] = call => StatusAsync(call, 204),
        ["accepted"] = call => StatusAsync(call, 202),
        ["compressed"] = async call =>
        {
            call.Context.Response.Headers.ContentEncoding = "gzip";
            await call.JsonAsync([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xAB, 0xAE, 5, 0]);
        },
        ["a stream without an answer"] = call => EventsAsync(call, """{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}"""),
        ["an empty stream"] = call => call.BeginEventsAsync(),
        ["an event that is no message"] = call => EventsAsync(call, "hello"),
        ["an event of another type"] = async call =>
        {
            await call.BeginEventsAsync();
            await call.WriteAsync($"event: other\ndata: {call.Result()}\n\n");
        },
        ["two session ids"] = async call =>
        {
            call.Context.Response.Headers["Mcp-Session-Id"] = new(["a", "b"]);
            await call.JsonAsync(call.Result());
        },
        ["a redirect"] = async call =>
        {
            call.Context.Response.Headers.Location = "/elsewhere";
            await StatusAsync(call, 302);
        },
        ["a redirect that keeps the method"] = async call =>
        {
            call.Context.Response.Headers.Location = "/elsewhere";
            await StatusAsync(call, 307);
        },
        ["401"] = call => call.JsonAsync(call.Error(), 401),
        ["403"] = call => call.JsonAsync(call.Error(), 403),
        ["407"] = call => call.JsonAsync(call.Error(), 407),
        ["429"] = call => call.JsonAsync(call.Error(), 429),
        ["500"] = call => call.JsonAsync(call.Result(), 500),
        ["502"] = call => StatusAsync(call, 502),
        ["503"] = call => call.JsonAsync(call.Error(), 503),
        ["no answer, and the connection closed"] = call =>
        {
            call.BreakOff();
            return Task.CompletedTask;
        },
        ["half an answer, and the connection closed"] = async call =>
        {
            call.Context.Response.ContentType = "application/json";
            await call.WriteAsync(call.Result()[..20]);
            call.BreakOff();
        },
        ["half a stream, and the connection closed"] = async call =>
        {
            await call.BeginEventsAsync();
            await call.WriteAsync($"data: {call.Result()[..20]}");
            call.BreakOff();
        },
    };

    public static TheoryData<string> All => [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Answer_ThatIsNone_IsUpstreamUnavailable_AndOneRecord(string way)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = Ways[way]);
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts
            .Setting("Stoa:Gateway:Upstream:MaxAnswerBytes", $"{Cap}")
            .Setting("Stoa:Gateway:Upstream:Timeout", way.EndsWith("in time", StringComparison.Ordinal) ? "00:00:01" : "00:01:00"));

        var reply = await gateway.CallAsync("write");

        Assert.True(reply.ErrorCode == 5020, reply.ToString());
        Assert.Equal((200, "1"), (reply.Status, (string?)reply.Answer["id"]));
        Assert.DoesNotContain("upstream", (string)reply.Answer["error"]!["message"]!, StringComparison.OrdinalIgnoreCase);
        Assert.True((long)reply.Answer["error"]!["data"]!["retryAfterSeconds"]! > 0);
        var record = await gateway.NextRecordAsync(0);
        Assert.Equal((CallOutcome.ProtocolError, 5020, 1), (record.Last.Outcome, record.Last.ErrorCode, upstream.Calls.Count));
        Assert.DoesNotContain(upstream.Requests.All, request => request.Target.Contains("elsewhere", StringComparison.Ordinal));
        Assert.Single(gateway.Governed.Logs.Lines.All, line => line.Id.Name == "UpstreamFailed");
        Assert.DoesNotContain(gateway.Governed.Logs.Lines.All, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error && line.Category.StartsWith("Stoa", StringComparison.Ordinal) && line.Id.Name != "UngovernedResult");
    }

    [Fact]
    public async Task Stream_ThatLastsTooLong_EndsWithAnError()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = async call =>
        {
            await call.BeginEventsAsync();
            await call.EventAsync("""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}""");
            await call.HangAsync();
        });

        // Both limits are the same, and the one of the whole call began before that of the next event.
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts
            .Setting("Stoa:Gateway:Upstream:Timeout", "00:00:01").Setting("Stoa:Gateway:Upstream:TotalTimeout", "00:00:01"));

        var reply = await gateway.CallAsync("write");

        Assert.True(reply.ErrorCode == 5020, reply.ToString());
        Assert.Equal(CallOutcome.ProtocolError, (await gateway.NextRecordAsync(0)).Last.Outcome);
    }

    [Fact]
    public async Task Stream_ThatNeverFallsSilent_EndsWithAnErrorAllTheSame()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = async call =>
        {
            await call.BeginEventsAsync();
            using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (await beat.WaitForNextTickAsync(call.Context.RequestAborted))
            {
                await call.EventAsync("""{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}""");
            }
        });

        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url, parts => parts
            .Setting("Stoa:Gateway:Upstream:Timeout", "00:00:01").Setting("Stoa:Gateway:Upstream:TotalTimeout", "00:00:01.5"));

        var reply = await gateway.CallAsync("write");

        Assert.True(reply.ErrorCode == 5020, reply.ToString());
        Assert.Equal(CallOutcome.ProtocolError, (await gateway.NextRecordAsync(0)).Last.Outcome);
    }

    [Fact]
    public async Task RetryTimeOfTheUpstream_IsHandedOn()
    {
        await using var upstream = await ScriptedUpstream.StartAsync(one => one.Script = call =>
        {
            call.Context.Response.Headers.RetryAfter = "17";
            return StatusAsync(call, 429);
        });
        await using var gateway = await GatewayUnderTest.ProxyAsync(upstream.Url);

        var reply = await gateway.CallAsync("write");

        Assert.Equal(17, (int)reply.Answer["error"]!["data"]!["retryAfterSeconds"]!);
        Assert.Equal("17", reply.Headers["Retry-After"]);
    }

    private static async Task EventsAsync(ScriptedCall call, string data)
    {
        await call.BeginEventsAsync();
        await call.EventAsync(data);
    }

    private static Task StatusAsync(ScriptedCall call, int status)
    {
        call.Context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static byte[] Spliced(ScriptedCall call, byte[] bytes)
    {
        var text = Encoding.UTF8.GetBytes(call.Result("""{"content":[{"type":"text","text":"X"}]}"""));
        var at = Array.IndexOf(text, (byte)'X');
        return [.. text[..at], .. bytes, .. text[(at + 1)..]];
    }
}
