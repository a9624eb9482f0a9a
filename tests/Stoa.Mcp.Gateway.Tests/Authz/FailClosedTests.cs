using System.Net;
using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>Whatever is doubtful about a question is a no, and is recorded.</summary>
public sealed class FailClosedTests
{
    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"method":"POST","method":"POST","path":"/mcp"}""")]
    [InlineData("""{"method":1,"path":"/mcp"}""")]
    [InlineData("""{"method":"POST","path":"/mcp","headers":{"Host":7}}""")]
    [InlineData("""{"method":"POST","path":"/mcp","body":"\ud800"}""")]
    [InlineData("""{"method":"POST","path":"/mcp","source_ip":"here"}""")]
    public async Task Question_ThatCannotBeRead_Is400_AndRecorded(string json)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var told = await Question.AskAsync(server, json);

        Assert.Equal((false, HttpStatusCode.BadRequest, 400), (told.Allowed, told.Status, told.StatusCode));
        Assert.Contains("cannot be read", told.Json.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Equal(GovernanceCode.InvalidRequest, server.DenialOf(told.Id).Decision!.Code);
    }

    public static TheoryData<string, string, int> Doubts => new()
    {
        { "body", """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read_sales","Name":"delete_sales"}}""", 400 },
        { "body", "not json", 400 },
        { "path", "/x/../mcp", 400 },
        { "path", "/%6dcp", 400 },
        { "path", "//mcp", 400 },
        { "path", "", 400 },
        { "method", "PUT", 405 },
        { "method", "OPTIONS", 405 },
    };

    [Theory]
    [MemberData(nameof(Doubts))]
    public async Task Request_ThatIsDoubtful_IsRefused(string member, string value, int status)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var told = await Question.Call("read_sales").Set(member, value).AskAsync(server);

        Assert.Equal((false, status), (told.Allowed, told.StatusCode));
        Assert.NotNull(server.DenialOf(told.Id));
    }

    public static TheoryData<string, string?, int, GovernanceCode> Headers => new()
    {
        { "Host", "evil.example", 403, GovernanceCode.InvalidRequest },
        { "Host", null, 403, GovernanceCode.InvalidRequest },
        { "Origin", "https://evil.example", 403, GovernanceCode.InvalidRequest },
        { "Content-Type", "text/plain", 415, GovernanceCode.InvalidRequest },
        { "Content-Type", "application/json; charset=utf-16", 415, GovernanceCode.InvalidRequest },
        { "Content-Encoding", "gzip", 415, GovernanceCode.InvalidRequest },
        { "Accept", "text/html", 406, GovernanceCode.InvalidRequest },
        { "Content-Length", "7", 413, GovernanceCode.InvalidRequest },
        { "X-Envoy-Auth-Partial-Body", "true", 413, GovernanceCode.InvalidRequest },
        { "MCP-Protocol-Version", "2025-03-26", 400, GovernanceCode.UnsupportedProtocolVersion },
        { "MCP-Protocol-Version", "1999-01-01", 400, GovernanceCode.UnsupportedProtocolVersion },
        { "Mcp-Name", "delete_sales", 400, GovernanceCode.InvalidRequest },
        { "Mcp-Method", "tools/list", 400, GovernanceCode.InvalidRequest },
        { "Mcp_Name", "read_sales", 400, GovernanceCode.InvalidRequest },
        { "Authorization", "Bearer acme, Bearer other", 401, GovernanceCode.Unauthenticated },
        { "X-API-Key", "acme", 401, GovernanceCode.Unauthenticated },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Request_WithAHeaderThatIsDoubtful_IsRefused(string header, string? value, int status, GovernanceCode code)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var told = await Question.Call("read_sales").With(header, value).AskAsync(server);

        Assert.Equal((status, code), (told.StatusCode, server.DenialOf(told.Id).Decision!.Code));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Client-Cert", "By=spiffe://acme;Subject=acme")]
    [InlineData("X-User-ID", "acme")]
    [InlineData("X-Tenant-ID", "acme")]
    [InlineData("User-Agent", "GoogleHC/1.0")]
    public async Task Caller_IsNobody_WhateverForwardedHeadersSay(string header, string value)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var told = await Question.Call("read_sales", key: null).With(header, value).AskAsync(server);

        Assert.Equal(401, told.StatusCode);
    }

    [Fact]
    public async Task Body_ThatIsNotTold_IsNoMessage()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var told = await new Question(null).With("MCP-Protocol-Version", "2026-07-28").With("Mcp-Method", "tools/list").AskAsync(server);

        Assert.Equal(403, told.StatusCode);
        Assert.Contains("UpstreamValidatesHeaders", server.DenialOf(told.Id).ReasonsOf(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_ThatBindUnderAnotherSpelling_AreRefused()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var told = await Question.Call("read_sales", arguments: new JsonObject { ["REGION"] = "EMEA" }).AskAsync(server);

        Assert.Equal((400, GovernanceCode.InvalidParams), (told.StatusCode, server.DenialOf(told.Id).Decision!.Code));
    }

    [Theory]
    [InlineData(AuditEntryKind.Intent)]
    [InlineData(AuditEntryKind.Outcome)]
    public async Task Trail_ThatCannotBeWritten_DeniesWhatIsAllowed(AuditEntryKind kind)
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());
        server.Trail.Fails = entry => entry.Kind == kind;

        var told = await Question.Call("read_sales").AskAsync(server);

        Assert.Equal((false, 503), (told.Allowed, told.StatusCode));
        Assert.StartsWith("audit_unavailable (5031)", told.Reason, StringComparison.Ordinal);
        Assert.NotNull(told.Header("Retry-After"));
    }

    [Fact]
    public async Task Question_FromAWebPage_IsRefused()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());

        var told = await Question.AskAsync(server, Question.Call("read_sales").Json.ToJsonString(), ("Origin", "http://localhost"));

        Assert.Equal(403, told.StatusCode);
    }

    [Fact]
    public async Task Question_UnderAnotherSpellingOfThePath_IsRefused()
    {
        await using var server = await AuthzServer.StartAsync(parts => parts.Acme());
        var url = new Uri(server.Url, "/");

        foreach (var path in new[] { "/AUTHZ", "/authz/", "/x/../authz", "/%61uthz", "/authz?x" })
        {
            var answer = await RawLine.PostAsync(url, path, [], Question.Call("read_sales").Json.ToJsonString());
            Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Path_OutsideEveryRoute_IsRefused_AndRoutesNameTheirServer()
    {
        await using var server = await AuthzServer.StartAsync(
            parts => parts.Acme(),
            ("Routes:0:Path", "/sales"), ("Routes:0:Server", "sales"), ("Routes:1:Path", "/sales/archive"), ("Routes:1:Server", "archive"));

        var outside = await Question.Call("read_sales").Set("path", "/salesforce").AskAsync(server);
        var within = await Question.Call("read_sales").Set("path", "/sales?x=1").AskAsync(server);
        var below = await Question.Call("read_sales").Set("path", "/sales/archive/mcp").AskAsync(server);

        Assert.Equal(404, outside.StatusCode);
        Assert.All(server.EntriesOf(within.Id), entry => Assert.Equal("sales", entry.Call!.Server));
        Assert.All(server.EntriesOf(below.Id), entry => Assert.Equal("archive", entry.Call!.Server));
        Assert.True(within.Allowed && below.Allowed);
    }
}
