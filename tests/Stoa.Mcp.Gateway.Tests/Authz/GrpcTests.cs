using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Authz.Grpc.Auth;
using Stoa.Mcp.Gateway.Authz.Grpc.Core;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.IntegrationTests.Hosting;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>Envoy's <c>ext_authz</c> over gRPC, on real HTTP/2 without TLS.</summary>
public sealed class GrpcTests
{
    [Fact]
    public async Task Call_ThatIsAllowed_IsOk_WithHeadersThatReplace()
    {
        await using var server = await StartAsync();

        var answer = await CheckAsync(server, Request("read_sales"));

        Assert.Equal(0, answer.Status.Code);
        var set = answer.OkResponse.Headers.ToDictionary(header => header.Header.Key, header => (header.Header.Value, header.Append));
        Assert.Equal(("acme", (bool?)false), set["x-user-id"]);
        Assert.Contains("authorization", answer.OkResponse.HeadersToRemove);
        Assert.Contains("x-user-roles", answer.OkResponse.HeadersToRemove);
        Assert.DoesNotContain("x-user-id", answer.OkResponse.HeadersToRemove);
        Assert.All(server.EntriesOf(set["x-request-id"].Value), entry => Assert.Equal("203.0.113.9", entry.Call!.Transport.RemoteAddress));
    }

    [Fact]
    public async Task Call_ThatIsDenied_HasTheClientsAnswer()
    {
        await using var server = await StartAsync();

        var answer = await CheckAsync(server, Request("delete_sales"));

        Assert.Equal((7, 403), (answer.Status.Code, (int)answer.DeniedResponse.Status.Code));
        using var body = JsonDocument.Parse(answer.DeniedResponse.Body);
        Assert.Equal("Unknown tool: 'delete_sales'", body.RootElement.GetProperty("error").GetProperty("message").GetString());
        Assert.Contains(answer.DeniedResponse.Headers, header => header.Header.Key == "content-type");
    }

    [Fact]
    public async Task Caller_ThatIsUnknown_Is401_WithAChallengeOfTheClientsScheme()
    {
        await using var server = await StartAsync();
        var request = Request("read_sales");
        request.Attributes.Request.Http.Headers.Remove("authorization");

        var answer = await CheckAsync(server, request);

        Assert.Equal((16, 401), (answer.Status.Code, (int)answer.DeniedResponse.Status.Code));
        Assert.Contains(answer.DeniedResponse.Headers, header =>
            header.Header.Key == "www-authenticate" && header.Header.Value.Contains("https://localhost/.well-known/oauth-protected-resource/mcp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Body_AsBytes_AndHeadersOneByOne_AreRead()
    {
        await using var server = await StartAsync();
        var request = Request("read_sales");
        var http = request.Attributes.Request.Http;
        (http.RawBody, http.Body) = (http.Body, ByteString.Empty);
        http.HeaderMap = new HeaderMap { Headers = { http.Headers.Select(header => new HeaderValue { Key = header.Key, RawValue = ByteString.CopyFromUtf8(header.Value) }) } };
        http.Headers.Clear();
        Assert.Equal(0, (await CheckAsync(server, request)).Status.Code);

        http.HeaderMap.Headers.Add(new HeaderValue { Key = "authorization", RawValue = ByteString.CopyFromUtf8("Bearer acme") });
        Assert.Equal(16, (await CheckAsync(server, request)).Status.Code);
    }

    [Theory]
    [InlineData("name\":\"read_sales\",\"Name\":\"delete_sales")]
    [InlineData("name\":\"read_sales\uFFFF")]
    public async Task Body_ThatIsDoubtful_IsDenied(string name)
    {
        await using var server = await StartAsync();
        var request = Request("read_sales");
        var bytes = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{""" + $"\"{name}\"}}}}");
        var at = bytes.AsSpan().IndexOf("\uFFFF"u8);
        if (at >= 0)
        {
            bytes[at] = 0xFF; // not UTF-8, which a string field would paper over
        }

        request.Attributes.Request.Http.Body = ByteString.CopyFrom(bytes);

        var answer = await CheckAsync(server, request);

        Assert.Equal(400, (int)answer.DeniedResponse.Status.Code);
    }

    [Fact]
    public async Task Question_ThatTellsTwoBodies_OrNoRequest_IsDeniedAndRecorded()
    {
        await using var server = await StartAsync();
        var request = Request("read_sales");
        request.Attributes.Request.Http.RawBody = ByteString.CopyFromUtf8(Question.Message("tools/call", "delete_sales"));

        Assert.Equal(400, (int)(await CheckAsync(server, request)).DeniedResponse.Status.Code);
        Assert.Equal(400, (int)(await CheckAsync(server, new CheckRequest())).DeniedResponse.Status.Code);
        Assert.Equal(2, server.Trail.Entries.All.Count(entry => entry.Decision!.Code == GovernanceCode.InvalidRequest));
    }

    [Fact]
    public async Task Body_ThatIsNotTold_IsDenied()
    {
        await using var server = await StartAsync();
        var request = Request("read_sales");
        request.Attributes.Request.Http.Body = ByteString.Empty;

        Assert.Equal(403, (int)(await CheckAsync(server, request)).DeniedResponse.Status.Code);
    }

    [Fact]
    public async Task Message_ThatIsCompressed_IsUnimplemented()
    {
        await using var server = await StartAsync();
        var frame = Frame(Request("read_sales").ToByteArray());
        frame[0] = 1;

        using var response = await SendAsync(server, frame);

        Assert.Equal("12", response.Headers.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task Frame_ThatIsBroken_IsDenied()
    {
        await using var server = await StartAsync();
        var whole = Frame(Request("read_sales").ToByteArray());

        foreach (var broken in new[] { [], whole[..3], whole[..^1], [.. whole, .. whole], Frame([0xFF, 0xFF, 0xFF]) })
        {
            using var response = await SendAsync(server, broken);
            Assert.Equal(400, (int)(await ReadAsync(response)).DeniedResponse.Status.Code);
        }
    }

    [Fact]
    public async Task Message_LargerThanTheCap_IsDenied()
    {
        await using var server = await StartAsync();

        using var response = await SendAsync(server, Frame(new byte[2 * 1024 * 1024]));

        Assert.Equal(413, (int)(await ReadAsync(response)).DeniedResponse.Status.Code);
    }

    [Fact]
    public async Task Stranger_IsDenied()
    {
        await using var server = await StartAsync(("Peers:0", "10.0.0.1"));

        Assert.Equal(403, (int)(await CheckAsync(server, Request("read_sales"))).DeniedResponse.Status.Code);
    }

    private static Task<GovernedServer> StartAsync(params (string, string?)[] settings) => AuthzServer.StartAsync(
        parts => parts.Acme().Services(services => services.Configure<KestrelServerOptions>(kestrel =>
            kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2))),
        settings);

    private static CheckRequest Request(string tool) => new()
    {
        Attributes = new AttributeContext
        {
            Source = new AttributeContext.Types.Peer { Address = new Address { SocketAddress = new Stoa.Mcp.Gateway.Authz.Grpc.Core.SocketAddress { Address = "203.0.113.9" } } },
            Request = new AttributeContext.Types.Request
            {
                Http = new AttributeContext.Types.HttpRequest
                {
                    Method = "POST",
                    Path = "/mcp",
                    Host = "localhost",
                    Scheme = "https",
                    Body = ByteString.CopyFromUtf8(Question.Message("tools/call", tool)),
                    Headers =
                    {
                        [":authority"] = "localhost",
                        [":path"] = "/mcp",
                        ["authorization"] = "Bearer acme" + Canary.Key,
                        ["content-type"] = "application/json",
                        ["accept"] = "application/json, text/event-stream",
                        ["mcp-protocol-version"] = "2025-11-25",
                        ["x-forwarded-for"] = "198.51.100.1",
                    },
                },
            },
        },
    };

    private static async Task<CheckResponse> CheckAsync(GovernedServer server, CheckRequest request)
    {
        using var response = await SendAsync(server, Frame(request.ToByteArray()));
        return await ReadAsync(response);
    }

    private static async Task<CheckResponse> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/grpc", response.Content.Headers.ContentType?.MediaType);
        var frame = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
        Assert.Equal(frame.Length - 5, BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1)));
        return CheckResponse.Parser.ParseFrom(frame, 5, frame.Length - 5);
    }

    private static async Task<HttpResponseMessage> SendAsync(GovernedServer server, byte[] frame)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/envoy.service.auth.v3.Authorization/Check"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        return await client.SendAsync(request);
    }

    private static byte[] Frame(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }
}
