using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.AspNetCore.Tests;

public sealed class HttpRuleTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    [InlineData("application/json;q=0, text/event-stream")]
    [InlineData("rubbish")]
    public async Task Post_WithoutBothKindsAccepted_Is406(string? accept)
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.SendAsync(HttpMethod.Post, new StringContent("{}", Encoding.UTF8, "application/json"), accept);

        Assert.Equal(406, reply.Status);
    }

    [Theory]
    [InlineData("GET", HttpServerSessionMode.StatefulForInitializeClients)]
    [InlineData("DELETE", HttpServerSessionMode.StatefulForInitializeClients)]
    [InlineData("GET", HttpServerSessionMode.Stateful)]
    [InlineData("GET", HttpServerSessionMode.Stateless)]
    [InlineData("DELETE", HttpServerSessionMode.Stateless)]
    public async Task GetAndDelete_OfARevisionWithoutSessions_Are405(string method, HttpServerSessionMode mode)
    {
        await using var app = await McpApp.StartAsync(mode);
        using var wire = app.Wire();

        var reply = await wire.SendAsync(new HttpMethod(method), headers: [("MCP-Protocol-Version", Wire.Newest)]);

        Assert.Equal((405, "POST"), (reply.Status, reply.Allow));
    }

    [Theory]
    [InlineData("tools/call", """{"name":"needs-sampling"}""", 400, -32021)]
    [InlineData("no/such", "{}", 404, -32601)]
    [InlineData("initialize", "{}", 404, -32601)]
    [InlineData("ping", "{}", 404, -32601)]
    [InlineData("logging/setLevel", """{"level":"info"}""", 404, -32601)]
    [InlineData("resources/subscribe", """{"uri":"x:y"}""", 404, -32601)]
    [InlineData("tools/call", """{"name":"no-such-tool"}""", 200, -32602)]
    public async Task Error_OfTheNewestRevision_HasItsStatusAndTheRequestsId(string method, string parameters, int status, int code)
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.CallAsync(method, JsonNode.Parse(parameters)!.AsObject(), method is "resources/subscribe" ? [("Mcp-Name", "")] : []);

        Assert.Equal((status, code), (reply.Status, reply.ErrorCode));
        Assert.Equal("r-1", reply.Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Notification_IsAccepted_WithoutABody()
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();

        var reply = await wire.PostAsync(
            """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}}""",
            ("MCP-Protocol-Version", Wire.Newest), ("Mcp-Method", "notifications/cancelled"));

        Assert.Equal((202, "", null), (reply.Status, reply.Text, reply.ContentType));
    }

    [Fact]
    public async Task Call_WhoseClientLeaves_IsCancelled()
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();
        var call = wire.CallAsync("tools/call", new() { ["name"] = "wait" });
        await app.WaitStarted.Task.WaitAsync(TimeSpan.FromSeconds(20));

        wire.Leave();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await app.WaitCancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Endpoints_CarryTheMarksOfMcp()
    {
        await using var app = await McpApp.StartAsync();

        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

        Assert.Equal(3, endpoints.Count);
        Assert.All(endpoints, endpoint =>
        {
            Assert.StartsWith("MCP Streamable HTTP | ", endpoint.DisplayName, StringComparison.Ordinal);
            Assert.Contains(
                endpoint.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>(),
                one => one.StatusCode == StatusCodes.Status404NotFound && one.Type == typeof(JsonRpcError));
        });
    }

    [Theory]
    [InlineData("alice")]
    [InlineData(null)]
    public async Task Message_OfAnyKind_CarriesItsUser(string? user)
    {
        await using var app = await McpApp.StartAsync();
        using var wire = app.Wire();
        (string, string)[] who = user is null ? [] : [("X-User", user)];
        var session = await wire.InitializeAsync(user: user);

        await wire.PostAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""", [.. who, ("Mcp-Session-Id", session)]);
        await wire.PostAsync("""{"jsonrpc":"2.0","id":9,"result":{}}""", [.. who, ("Mcp-Session-Id", session)]);
        var called = await wire.CallAsync("tools/call", new() { ["name"] = "whoami" }, who);

        Assert.Contains(user ?? "nobody", called.Text, StringComparison.Ordinal);
        Assert.All(app.Received, one => Assert.NotNull(one.Context?.User));
        Assert.Contains(app.Received, one => one.Message is JsonRpcNotification);
        Assert.Contains(app.Received, one => one.Message is JsonRpcRequest { Method: "tools/call" } && one.Context!.ProtocolVersion == Wire.Newest);
        Assert.Contains(app.Received, one => one.Message is JsonRpcResponse);
    }
}
