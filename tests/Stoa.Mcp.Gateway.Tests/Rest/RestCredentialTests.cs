namespace Stoa.Mcp.Gateway.Tests.Rest;

public sealed class RestCredentialTests
{
    private const string Canary = "s3cret-canary";

    [Theory]
    [InlineData("auth: {type: bearer, secretRef: {name: api, key: key}}", Canary, "Authorization", $"Bearer {Canary}")]
    [InlineData("authentication: {type: apiKey, headerName: X-Key, secretRef: {name: api, key: key}}", $"{Canary}\n", "X-Key", Canary)]
    [InlineData("authentication: {type: basic, secretRef: {name: api, key: key}}", $"ada:{Canary}\r\n", "Authorization", "Basic YWRhOnMzY3JldC1jYW5hcnk=")]
    public async Task Secret_IsShownToTheApi(string fields, string secret, string header, string expected)
    {
        await using var rest = await RestFixture.StartAsync();
        rest.WriteSecret("api", "key", secret);

        RestFixture.TextOf(await rest.CallAsync(rest.Tool(fields)), isError: false);

        Assert.Equal(expected, rest.Api.Last.Header(header));
        Assert.DoesNotContain(rest.Logs.Lines, line => line.Contains(Canary, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bearer", null)]
    [InlineData("bearer", "")]
    [InlineData("bearer", "\n")]
    [InlineData("bearer", $"{Canary}\r\nX-Admin: 1")]
    [InlineData("bearer", $"{Canary} with spaces")]
    [InlineData("bearer", $"{Canary}é")]
    [InlineData("basic", Canary)]
    [InlineData("basic", $"ada:{Canary}\nX: 1")]
    public async Task Secret_ThatCannotBeShown_EndsTheCallBeforeItIsMade(string type, string? secret)
    {
        await using var rest = await RestFixture.StartAsync();
        if (secret is not null)
        {
            rest.WriteSecret("api", "token", secret);
        }

        var text = RestFixture.TextOf(await rest.CallAsync(rest.Tool($"auth: {{type: {type}, secretRef: api}}")), isError: true);

        Assert.Equal("The API cannot be called: the gateway has no credential for it.", text);
        Assert.Empty(rest.Api.Seen);
        Assert.Contains(rest.Logs.Lines, line => line.StartsWith("8602 ", StringComparison.Ordinal));
        Assert.DoesNotContain(rest.Logs.Lines, line => line.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Secret_ThatIsRotated_IsTheOneThatIsShown()
    {
        await using var rest = await RestFixture.StartAsync();
        var tool = rest.Tool("auth: {type: bearer, secretRef: api}");
        foreach (var secret in new[] { "one", "two" })
        {
            rest.WriteSecret("api", "token", secret);
            await rest.CallAsync(tool);
            Assert.Equal($"Bearer {secret}", rest.Api.Last.Header("Authorization"));
        }
    }
}
