using System.Text;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Secrets;
using Stoa.Mcp.Gateway.Tests.Rest;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Tests.Secrets;

public sealed class ClientCredentialsTests
{
    [Fact]
    public async Task Token_IsAskedForByTheStandard()
    {
        await using var tokens = await TokenFixture.StartAsync();
        var auth = tokens.Auth() with { Scope = "orders:read orders:write", Resource = "https://api.example" };

        Assert.Equal("Bearer token-1", await ShownAsync(tokens, auth));

        var request = tokens.Rest.Api.Last;
        Assert.Equal(("POST", "/token", "application/x-www-form-urlencoded"), (request.Method, request.Target, request.Header("Content-Type")));
        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("gate%3Away:s3cret%2F%2B+canary"))}", request.Header("Authorization"));
        Assert.Equal(
            new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "orders:read orders:write", ["resource"] = "https://api.example" },
            tokens.LastForm);
    }

    [Theory]
    [InlineData(3_600, 3_569, 3_570)]
    [InlineData(100, 89, 90)]
    [InlineData(0, -1, 0)]
    public async Task Token_IsUsedUntilShortlyBeforeItEnds(int lifetime, int still, int no)
    {
        await using var tokens = await TokenFixture.StartAsync();
        tokens.Lifetime = lifetime;
        await ShownAsync(tokens, tokens.Auth());
        if (still > 0)
        {
            tokens.Rest.Time.Advance(TimeSpan.FromSeconds(still));
            Assert.Equal("Bearer token-1", await ShownAsync(tokens, tokens.Auth()));
        }

        tokens.Rest.Time.Advance(TimeSpan.FromSeconds(no - Math.Max(still, 0)));
        Assert.Equal("Bearer token-2", await ShownAsync(tokens, tokens.Auth()));
    }

    [Fact]
    public async Task Token_IsAskedForOnce_ThoughManyWaitForIt()
    {
        await using var tokens = await TokenFixture.StartAsync();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = tokens.Rest.Api.Answer;
        tokens.Rest.Api.Answer = async http =>
        {
            await go.Task;
            await answer(http);
        };
        var waiting = Enumerable.Range(0, 50).Select(_ => ShownAsync(tokens, tokens.Auth())).ToArray();
        go.SetResult();

        Assert.Equal(["Bearer token-1"], (await Task.WhenAll(waiting)).Distinct());
        Assert.Single(tokens.Rest.Api.Seen);
    }

    [Fact]
    public async Task Token_ThatTheUpstreamRefuses_IsNotUsedAgain()
    {
        await using var tokens = await TokenFixture.StartAsync();
        var credential = tokens.Credentials.Create(tokens.Auth());
        using var request = new HttpRequestMessage();
        await credential.ApplyAsync(request, null, CancellationToken.None);

        credential.Refused(request, null);

        Assert.Equal("Bearer token-2", await ShownAsync(tokens, tokens.Auth()));
    }

    [Fact]
    public async Task OtherSettings_HaveATokenOfTheirOwn()
    {
        await using var tokens = await TokenFixture.StartAsync();

        Assert.Equal("Bearer token-1", await ShownAsync(tokens, tokens.Auth()));
        Assert.Equal("Bearer token-2", await ShownAsync(tokens, tokens.Auth() with { Scope = "more" }));
        Assert.Equal("Bearer token-1", await ShownAsync(tokens, tokens.Auth()));
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_client","error_description":"s3cret"}""", "answered 400 (invalid_client); only 200 counts.")]
    [InlineData(400, """{"error":"s3cret canary"}""", "answered 400; only 200 counts.")]
    [InlineData(302, "", "answered 302; only 200 counts.")]
    [InlineData(200, """{"access_token":"t"}""", "answered with a token_type other than Bearer.")]
    [InlineData(200, """{"access_token":"t","token_type":"DPoP"}""", "answered with a token_type other than Bearer.")]
    [InlineData(200, """{"token_type":"Bearer"}""", "answered without a usable access_token.")]
    [InlineData(200, """{"access_token":"a\r\nX-Admin: 1","token_type":"Bearer"}""", "answered without a usable access_token.")]
    [InlineData(200, """{"access_token":"","token_type":"Bearer"}""", "answered without a usable access_token.")]
    [InlineData(200, """{"access_token":"a","access_token":"b","token_type":"Bearer"}""", "gave no token")]
    [InlineData(200, "[]", "answered without a usable access_token.")]
    [InlineData(200, "<html>", "gave no token")]
    public async Task Answer_ThatIsNoToken_IsAFault(int status, string body, string expected)
    {
        await using var tokens = await TokenFixture.StartAsync();
        tokens.Rest.Api.Answer = ApiDouble.Json(body, status);

        var error = await Assert.ThrowsAsync<UpstreamCredentialException>(() => ShownAsync(tokens, tokens.Auth()));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fault_IsNotKept()
    {
        await using var tokens = await TokenFixture.StartAsync();
        var answer = tokens.Rest.Api.Answer;
        tokens.Rest.Api.Answer = ApiDouble.Json("{}", 500);
        await Assert.ThrowsAsync<UpstreamCredentialException>(() => ShownAsync(tokens, tokens.Auth()));
        tokens.Rest.Api.Answer = answer;

        Assert.Equal("Bearer token-1", await ShownAsync(tokens, tokens.Auth()));
    }

    [Fact]
    public async Task Endpoint_ThatIsSilent_IsGivenUp()
    {
        await using var tokens = await TokenFixture.StartAsync();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        tokens.Rest.Api.Answer = async http =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        var shown = ShownAsync(tokens, tokens.Auth());
        await reached.Task;

        tokens.Rest.Time.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<UpstreamCredentialException>(() => shown);
    }

    [Fact]
    public async Task Endpoint_InAPrivateNetwork_IsNotAskedUnlessItIsAllowed()
    {
        await using var tokens = await TokenFixture.StartAsync();
        tokens.Rest.Settings.Remove("Gateway:Rest:AllowedPrivateHosts:0");

        await Assert.ThrowsAsync<UpstreamCredentialException>(() => ShownAsync(tokens, tokens.Auth()));

        Assert.Empty(tokens.Rest.Api.Seen);
    }

    [Fact]
    public async Task Api_IsCalledWithTheToken_AndWithANewOneAfterItRefused()
    {
        await using var tokens = await TokenFixture.StartAsync();
        var token = tokens.Rest.Api.Answer;
        tokens.Rest.Api.Answer = http => http.Request.Path == "/token"
            ? token(http)
            : ApiDouble.JsonAsync(http, "{}", http.Request.Headers.Authorization == "Bearer token-1" ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK);
        var tool = tokens.Rest.Tool($"auth: {{type: service_account, tokenUrl: '{tokens.Rest.Api.Url}/token', clientId: c, secretRef: {{name: gateway, key: client-secret}}}}");

        Assert.Equal("The API answered 401.", RestFixture.TextOf(await tokens.Rest.CallAsync(tool), isError: true));
        Assert.Equal("{}", RestFixture.TextOf(await tokens.Rest.CallAsync(tool), isError: false));
        Assert.DoesNotContain(tokens.Rest.Logs.Lines, line => line.Contains("token-", StringComparison.Ordinal) || line.Contains("s3cret", StringComparison.Ordinal));
    }

    private static async Task<string> ShownAsync(TokenFixture tokens, UpstreamAuth auth)
    {
        using var request = new HttpRequestMessage();
        await tokens.Credentials.Create(auth).ApplyAsync(request, call: null, CancellationToken.None);
        return request.Headers.Authorization!.ToString();
    }
}
