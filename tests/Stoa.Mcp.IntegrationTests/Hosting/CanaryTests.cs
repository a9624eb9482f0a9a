using System.Text;

namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>What every server of the suite is searched by at its end finds what there is to find.</summary>
public sealed class CanaryTests
{
    public static TheoryData<string> Leaks => new()
    {
        $"Authorization: Bearer alice{Canary.Key}",
        $"cookie=session%3D{Uri.EscapeDataString(Canary.Cookie)}",
        Convert.ToHexString(Encoding.UTF8.GetBytes($"x{Canary.Key}y")),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Canary.Cookie)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Canary.Key)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"a{Canary.Key}b")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"ab{Canary.Cookie}")),
    };

    [Theory]
    [MemberData(nameof(Leaks))]
    public void Secret_IsFoundInEveryForm(string text) => Assert.NotNull(new Canary().FindIn(text));

    [Fact]
    public void Secret_ThatIsAdded_IsFoundToo()
    {
        var canary = new Canary();
        canary.Add("session-of-this-test");

        Assert.Equal("session-of-this-test", canary.FindIn("a log of session-of-this-test"));
        Assert.Null(canary.FindIn("alice called tools/call"));
    }

    [Fact]
    public async Task Server_ThatLogsASecret_FailsAtItsEnd()
    {
        var server = await GovernedServer.StartAsync(parts => parts.Tenant("acme"));
        server.Canary.Add("Application started");

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(async () => await server.DisposeAsync());
    }
}
