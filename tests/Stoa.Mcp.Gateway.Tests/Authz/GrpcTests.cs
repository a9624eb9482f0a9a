using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Stoa.Mcp.Gateway.Authz.Grpc.Auth;
using Stoa.Mcp.Gateway.Authz.Grpc.Core;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>Envoy's <c>ext_authz</c> over gRPC, on real HTTP/2 without TLS.</summary>
public sealed class GrpcTests
{
    [Fact]
    public async Task Call_ThatIsAllowed_IsOk_WithHeadersThatReplace()
    {
        await using var server = await EnvoyPeer.StartAsync(parts => parts.Acme());

        var answer = await EnvoyPeer.CheckAsync(server, EnvoyPeer.Request("read_sales"));

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
        await using var server = await EnvoyPeer.StartAsync(parts => parts.Acme());

        var answer = await EnvoyPeer.CheckAsync(server, EnvoyPeer.Request("delete_sales"));

        Assert.Equal((7, 403), (answer.Status.Code, (int)answer.DeniedResponse.Status.Code));
        using var body = JsonDocument.Parse(answer.DeniedResponse.Body);
        Assert.Equal("Unknown tool: 'delete_sales'", body.RootElement.GetProperty("error").GetProperty("message").GetString());
        Assert.Contains(answer.DeniedResponse.Headers, header => header.Header.Key == "content-type");
    }

    [Fact]
    public async Task Caller_ThatIsUnknown_Is401_WithAChallengeOfTheClientsScheme()
    {
        await using var server = await EnvoyPeer.StartAsync(parts => parts.Acme());
        var request = EnvoyPeer.Request("read_sales");
        request.Attributes.Request.Http.Headers.Remove("authorization");

        var answer = await EnvoyPeer.CheckAsync(server, request);

        Assert.Equal((16, 401), (answer.Status.Code, (int)answer.DeniedResponse.Status.Code));
        Assert.Contains(answer.DeniedResponse.Headers, header =>
            header.Header.Key == "www-authenticate" && header.Header.Value.Contains("https://localhost/.well-known/oauth-protected-resource/mcp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Body_AsBytes_AndHeadersOneByOne_AreRead()
    {
        await using var server = await EnvoyPeer.StartAsync(parts => parts.Acme());
        var request = EnvoyPeer.Request("read_sales");
        var http = request.Attributes.Request.Http;
        (http.RawBody, http.Body) = (http.Body, ByteString.Empty);
        http.HeaderMap = new HeaderMap { Headers = { http.Headers.Select(header => new HeaderValue { Key = header.Key, RawValue = ByteString.CopyFromUtf8(header.Value) }) } };
        http.Headers.Clear();
        Assert.Equal(0, (await EnvoyPeer.CheckAsync(server, request)).Status.Code);

        http.HeaderMap.Headers.Add(new HeaderValue { Key = "authorization", RawValue = ByteString.CopyFromUtf8("Bearer acme") });
        Assert.Equal(16, (await EnvoyPeer.CheckAsync(server, request)).Status.Code);
    }

    [Theory]
    [InlineData("name\":\"read_sales\",\"Name\":\"delete_sales")]
    [InlineData("name\":\"read_sales\uFFFF")]
    public async Task Body_ThatIsDoubtful_IsDenied(string name)
    {
        await using var server = await EnvoyPeer.StartAsync(parts => parts.Acme());
        var request = EnvoyPeer.Request("read_sales");
        var bytes = Encoding.UTF8.GetBytes("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{""" + $"\"{name}\"}}}}");
        var at = bytes.AsSpan().IndexOf("\uFFFF"u8);
        if (at >= 0)
        {
            bytes[at] = 0xFF; // not UTF-8, which a string field would paper over
        }

        request.Attributes.Request.Http.Body = ByteString.CopyFrom(bytes);

        var answer = await EnvoyPeer.CheckAsync(server, request);

        Assert.Equal(400, (int)answer.DeniedResponse.Status.Code);
    }

    [Fact]
    public async Task Question_ThatTellsTwoBodies_OrNoRequest_IsDeniedAndRecorded()
    {
        await using var server = await EnvoyPeer.StartAsync(parts => parts.Acme());
        var request = EnvoyPeer.Request("read_sales");
        request.Attributes.Request.Http.RawBody = ByteString.CopyFromUtf8(Question.Message("tools/call", "delete_sales"));

        Assert.Equal(400, (int)(await EnvoyPeer.CheckAsync(server, request)).DeniedResponse.Status.Code);
        Assert.Equal(400, (int)(await EnvoyPeer.CheckAsync(server, new CheckRequest())).DeniedResponse.Status.Code);
        Assert.Equal(2, server.Trail.Entries.All.Count(entry => entry.Decision!.Code == GovernanceCode.InvalidRequest));
    }

    [Fact]
    public async Task Body_ThatIsNotTold_IsDenied()
    {
        await using var server = await EnvoyPeer.StartAsync(parts => parts.Acme());
        var request = EnvoyPeer.Request("read_sales");
        request.Attributes.Request.Http.Body = ByteString.Empty;

        Assert.Equal(403, (int)(await EnvoyPeer.CheckAsync(server, request)).DeniedResponse.Status.Code);
    }

    [Fact]
    public async Task Message_ThatIsCompressed_IsUnimplemented()
    {
        await using var server = await EnvoyPeer.StartAsync(parts => parts.Acme());
        var frame = EnvoyPeer.Frame(EnvoyPeer.Request("read_sales").ToByteArray());
        frame[0] = 1;

        using var response = await EnvoyPeer.SendAsync(server, frame);

        Assert.Equal("12", response.Headers.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task Frame_ThatIsBroken_IsDenied()
    {
        await using var server = await EnvoyPeer.StartAsync(parts => parts.Acme());
        var whole = EnvoyPeer.Frame(EnvoyPeer.Request("read_sales").ToByteArray());

        foreach (var broken in new[] { [], whole[..3], whole[..^1], [.. whole, .. whole], EnvoyPeer.Frame([0xFF, 0xFF, 0xFF]) })
        {
            using var response = await EnvoyPeer.SendAsync(server, broken);
            Assert.Equal(400, (int)(await EnvoyPeer.ReadAsync(response)).DeniedResponse.Status.Code);
        }
    }

    [Fact]
    public async Task Message_LargerThanTheCap_IsDenied()
    {
        await using var server = await EnvoyPeer.StartAsync(parts => parts.Acme());

        using var response = await EnvoyPeer.SendAsync(server, EnvoyPeer.Frame(new byte[2 * 1024 * 1024]));

        Assert.Equal(413, (int)(await EnvoyPeer.ReadAsync(response)).DeniedResponse.Status.Code);
    }

    [Fact]
    public async Task Stranger_IsDenied()
    {
        await using var server = await EnvoyPeer.StartAsync(parts => parts.Acme(), ("Peers:0", "10.0.0.1"));

        Assert.Equal(403, (int)(await EnvoyPeer.CheckAsync(server, EnvoyPeer.Request("read_sales"))).DeniedResponse.Status.Code);
    }
}
