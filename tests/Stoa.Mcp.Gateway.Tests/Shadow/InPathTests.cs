using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Tests.Hosting;
using Stoa.Mcp.Gateway.Tests.TestDoubles;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Tests.Shadow;

/// <summary>A shadow in the path: both sides see what they would see without it, and the trail what would have been denied.</summary>
public sealed class InPathTests
{
    private static readonly Dictionary<string, Func<Uri, HttpRequestMessage>> Requests = new()
    {
        ["a call"] = url => Post(url, """ {"jsonrpc":"2.0", "id":1,"method":"tools\/call","params":{"name":"json"}}"""),
        ["a call that streams"] = url => Post(url, """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"events"}}"""),
        ["a body in chunks"] = url => Post(url, """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"json"}}""", chunked: true),
        ["an empty body"] = url => new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent([]) },
        ["a stream"] = url => With(new HttpRequestMessage(HttpMethod.Get, url), ("Accept", "text/event-stream"), ("Mcp-Session-Id", "any")),
        ["the end of a session"] = url => With(new HttpRequestMessage(HttpMethod.Delete, url), ("Mcp-Session-Id", "any")),
        ["odd headers"] = url => With(
            Post(url, "{}"), ("X-Odd", "a,  b ;c"), ("X-Empty", ""), ("baggage", "a=b"), ("X-Forwarded-For", "10.0.0.1"), ("User-Agent", "odd/1.0 (x)"), ("Accept-Encoding", "gzip"), ("If-None-Match", "\"x\"")),
        ["no JSON"] = url => Post(url, "\u0000\u0001no json\r\n"),
        ["another content type"] = url => With(new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent("a=b", Encoding.Latin1, "application/x-www-form-urlencoded") }),
        ["another path"] = url => new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/other/path%20x?a=1&b=%2F")),
        ["another method"] = url => With(new HttpRequestMessage(HttpMethod.Put, new Uri(url, "/other")) { Content = new StringContent("put") }),
        ["only the head"] = url => new HttpRequestMessage(HttpMethod.Head, new Uri(url, "/other")),
        ["options"] = url => With(new HttpRequestMessage(HttpMethod.Options, url), ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST")),
        ["not found"] = url => new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/404")),
        ["a redirect"] = url => new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/302")),
        ["a server error"] = url => new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/500")),
        ["no content"] = url => new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/204")),
    };

    public static TheoryData<string> Everything => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(Everything))]
    public async Task Exchange_IsTheSameOnBothSides(string name)
    {
        await using var upstream = await ServerAsync();
        await using var shadow = await GatewayUnderTest.StartAsync("shadow", parts => parts.Setting("Stoa:Gateway:Upstream:Url", upstream.Url.AbsoluteUri));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null });

        var direct = await SendAsync(http, Requests[name](upstream.Url));
        var through = await SendAsync(http, Requests[name](shadow.Url));

        Assert.Equal(direct.Replace(upstream.Url.Authority, "HOST", StringComparison.Ordinal), through.Replace(upstream.Url.Authority, "HOST", StringComparison.Ordinal));
        var (first, second) = (upstream.Requests.All[0], upstream.Requests.All[1]);
        Assert.Equal(Comparable(first, upstream.Url), Comparable(second, shadow.Url));
    }

    [Fact]
    public async Task Credentials_AreHandedOn()
    {
        await using var upstream = await ServerAsync();
        await using var shadow = await GatewayUnderTest.StartAsync("shadow", parts => parts.Setting("Stoa:Gateway:Upstream:Url", upstream.Url.AbsoluteUri));
        using var http = new HttpClient();

        using var request = With(Post(shadow.Url, Authz.Question.Message("tools/call", "json")), ("Authorization", "Bearer alice"), ("Cookie", "a=b"), ("X-API-Key", "alice"));
        await http.SendAsync(request);

        var sent = Assert.Single(upstream.Requests.All);
        Assert.Equal(("Bearer alice", "a=b", "alice"), (sent.Header("Authorization"), sent.Header("Cookie"), sent.Header("X-API-Key")));
    }

    [Fact]
    public async Task Event_PassesBeforeTheNextOneExists()
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var upstream = await ScriptedUpstream.StartAsync(one =>
        {
            one.Overrides = _ => true;
            one.Script = async call =>
            {
                await call.BeginEventsAsync();
                await call.EventAsync("""{"jsonrpc":"2.0","method":"notifications/message","params":{}}""");
                await next.Task.WaitAsync(call.Aborted);
                await call.EventAsync(call.Result());
            };
        });
        await using var shadow = await GatewayUnderTest.StartAsync("shadow", parts => parts.Setting("Stoa:Gateway:Upstream:Url", upstream.Url.AbsoluteUri));
        using var http = new HttpClient();

        await using var stream = await EventStream.OpenAsync(http, Post(shadow.Url, """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"json"}}"""));
        Assert.Equal("notifications/message", (string)(await stream.NextAsync())!["method"]!);
        next.SetResult();
        Assert.NotNull((await stream.NextAsync())!["result"]);
    }

    [Fact]
    public async Task DeniedCall_Runs_AndIsRecordedAsDenied()
    {
        await using var upstream = await ServerAsync();
        await using var shadow = await GatewayUnderTest.StartAsync("shadow", parts => parts.Setting("Stoa:Gateway:Upstream:Url", upstream.Url.AbsoluteUri));
        using var counted = new Counted(shadow);
        using var http = new HttpClient();

        foreach (var (key, code) in new (string?, GovernanceCode)[] { ("bob", GovernanceCode.NotVisible), ("nobody", GovernanceCode.Unauthenticated), (null, GovernanceCode.Unauthenticated), ("alice", GovernanceCode.None) })
        {
            var before = shadow.Records.Count;
            using var request = Post(shadow.Url, Authz.Question.Message("tools/call", "json"));
            if (key is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
            }

            using var response = await http.SendAsync(request);
            Assert.Contains("scripted", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            var record = await shadow.NextRecordAsync(before);
            Assert.Equal((code, "shadow", "tools/call"), (record.Code, record.Call.Transport.Kind, record.Call.Operation));
            Assert.Equal(code == GovernanceCode.None ? CallOutcome.Success : CallOutcome.Denied, record.Last.Outcome);
        }

        Assert.Equal(4, upstream.Calls.Count);
        await Eventually.TrueAsync(() => (counted.Exchanges("deny"), counted.Exchanges("allow")) == (3, 1), "the count");
    }

    [Theory]
    [InlineData("trail")]
    [InlineData("refusals")]
    [InlineData("policy")]
    public async Task FaultOfGovernance_IsFeltByNobody_AndTold(string fault)
    {
        await using var upstream = await ServerAsync();
        await using var shadow = await GatewayUnderTest.StartAsync("shadow", parts => parts
            .Setting("Stoa:Gateway:Upstream:Url", upstream.Url.AbsoluteUri)
            .Services(services =>
            {
                switch (fault)
                {
                    case "policy":
                        services.AddSingleton<IPolicyEngine>(new Broken());
                        break;
                    case "refusals":
                        services.AddSingleton<IAuditTrail>(new Broken());
                        break;
                }
            }));
        shadow.Trail.Fails = _ => fault == "trail";
        using var counted = new Counted(shadow);
        using var http = new HttpClient();

        foreach (var key in new[] { "alice", "bob", "nobody" })
        {
            using var request = With(Post(shadow.Url, Authz.Question.Message("tools/call", "json")), ("Authorization", "Bearer " + key));
            using var response = await http.SendAsync(request);
            Assert.Contains("scripted", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await Eventually.TrueAsync(() => counted.Exchanges("deny") + counted.Exchanges("fault") == 3, "the count");
        Assert.Equal(0, counted.Exchanges("allow"));
        Assert.Equal(fault == "refusals" ? 1 : 0, counted.Exchanges("fault"));
    }

    [Fact]
    public async Task ExchangeThatDoesNotFitTheQueue_Passes_AndIsCounted()
    {
        var trail = new Stuck();
        await using var upstream = await ServerAsync();
        await using var shadow = await GatewayUnderTest.StartAsync("shadow", parts => parts
            .Setting("Stoa:Gateway:Upstream:Url", upstream.Url.AbsoluteUri).Setting("Stoa:Gateway:Shadow:QueueLength", "1")
            .Services(services => services.AddSingleton<IAuditTrail>(trail)));
        using var counted = new Counted(shadow);
        using var http = new HttpClient();
        await PostAsync();
        await trail.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30));

        for (var i = 0; i < 5; i++)
        {
            await PostAsync();
        }

        await Eventually.TrueAsync(() => counted.Exchanges("dropped") == 4, "the count of what was dropped");
        trail.MayEnd.SetResult();
        await Eventually.TrueAsync(() => counted.Exchanges("allow") == 2, "the count of what was decided");

        async Task PostAsync()
        {
            using var request = With(Post(shadow.Url, Authz.Question.Message("tools/call", "json")), ("Authorization", "Bearer alice"));
            using var response = await http.SendAsync(request);
            Assert.Contains("scripted", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task UpstreamThatIsDown_IsABadGateway()
    {
        await using var shadow = await GatewayUnderTest.StartAsync("shadow", parts => parts.Setting("Stoa:Gateway:Upstream:Url", "http://127.0.0.1:1/mcp"));
        using var http = new HttpClient();

        using var response = await http.SendAsync(Post(shadow.Url, Authz.Question.Message("tools/call", "json")));

        Assert.Equal(502, (int)response.StatusCode);
    }

    [Fact]
    public async Task Mirror_IsAnsweredAtOnce_AndRecorded()
    {
        await using var shadow = await GatewayUnderTest.StartAsync("shadow", parts => parts.Setting("Stoa:Gateway:Shadow:Mirrored", "true"));
        using var http = new HttpClient();

        foreach (var (key, code) in new[] { ("alice", GovernanceCode.None), ("bob", GovernanceCode.NotVisible) })
        {
            var before = shadow.Records.Count;
            using var request = With(Post(shadow.Url, Authz.Question.Message("tools/call", "json")), ("Authorization", "Bearer " + key));
            using var response = await http.SendAsync(request);
            Assert.Equal((204, ""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
            var record = await shadow.NextRecordAsync(before);
            Assert.Equal((code, "shadow"), (record.Code, record.Call.Transport.Kind));
        }

        using var elsewhere = await http.GetAsync(new Uri(shadow.Url, "/any/where"));
        Assert.Equal(204, (int)elsewhere.StatusCode);
    }

    private static Task<ScriptedUpstream> ServerAsync() => ScriptedUpstream.StartAsync(one =>
    {
        one.Overrides = _ => true;
        one.ShowsCredentials = true;
        one.Script = async call =>
        {
            var response = call.Context.Response;
            response.Headers["X-Answer"] = new(["one", "two, three"]);
            response.Headers.SetCookie = "a=b; Path=/";
            switch (call.Request.Target)
            {
                case "/404" or "/302" or "/500" or "/204":
                    response.StatusCode = int.Parse(call.Request.Target[1..], System.Globalization.CultureInfo.InvariantCulture);
                    response.Headers.Location = "/elsewhere";
                    break;
                case var _ when call.Request.Text.Contains("events", StringComparison.Ordinal):
                    await call.BeginEventsAsync();
                    await call.EventAsync("""{"jsonrpc":"2.0","method":"notifications/message","params":{}}""", "e-1");
                    await call.WriteAsync("retry: 10\n: comment\ndata: {\"jsonrpc\":\"2.0\",\ndata: \"id\":1,\"result\":{}}\n\n");
                    break;
                default:
                    await call.JsonAsync("""{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"scripted"}]}}""");
                    break;
            }
        };
    });

    private static HttpRequestMessage Post(Uri url, string body, bool chunked = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        return request;
    }

    private static HttpRequestMessage With(HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static async Task<string> SendAsync(HttpClient http, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .Where(header => header.Key is not "Date").SelectMany(header => header.Value, (header, value) => $"{header.Key}: {value}").Order(StringComparer.Ordinal);
            return $"{(int)response.StatusCode}\n{string.Join('\n', headers)}\n\n{body}";
        }
    }

    private static string Comparable(SentOn request, Uri url) => $"{request.Method} {request.Target}\n"
        + string.Join('\n', request.Headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal)).Replace(url.Authority, "HOST", StringComparison.Ordinal)
        + $"\n\n{Convert.ToHexString(request.Body)}";

    /// <summary>Everything that can fail, fails.</summary>
    private sealed class Broken : IPolicyEngine, IAuditTrail
    {
        public ValueTask<PolicyDecision> DecideAsync(PolicyInput input, CancellationToken cancellationToken) => throw new InvalidOperationException("The test's engine is broken.");

        public ValueTask<IReadOnlyList<bool>> FilterVisibleAsync(IReadOnlyList<PolicyInput> inputs, CancellationToken cancellationToken) => throw new InvalidOperationException("The test's engine is broken.");

        public ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => throw new InvalidOperationException("The test's trail is broken.");

        public void AppendRefusal(AuditEntry entry, string source) => throw new InvalidOperationException("The test's trail is broken.");
    }

    /// <summary>A trail that is stuck until a test says otherwise.</summary>
    private sealed class Stuck : IAuditTrail
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource MayEnd { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
        {
            Begun.TrySetResult();
            await MayEnd.Task;
        }

        public void AppendRefusal(AuditEntry entry, string source)
        {
        }
    }
}
