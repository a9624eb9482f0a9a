using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Tests.Shared;
using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Tests.Authentication.ApiKeys;

/// <summary>Scorecard 8: how long a refusal takes tells nobody whether a key's id is known, nor how much of its secret is right.</summary>
public sealed class ApiKeyTimingTests(ITestOutputHelper output)
{
    [LongFact]
    public async Task UnknownId_TakesAsLongAsAWrongSecret()
    {
        var known = ApiKey.Create("alice", "acme");
        using var fixture = Fixture(known);
        var wrong = With(known.Record.KeyId, new string('7', 43));
        var unknown = With("zzzzzzzzzzzz", new string('7', 43));

        await Timing.AssertSameAsync(output, () => RefuseAsync(fixture, wrong), () => RefuseAsync(fixture, unknown));
    }

    [LongFact]
    public async Task NearMiss_TakesAsLongAsAFarOne()
    {
        var known = ApiKey.Create("alice", "acme");
        using var fixture = Fixture(known);
        ApiKey.TryRead(known.Text, out var parts);
        var near = With(parts!.KeyId, parts.Secret[..^1] + (parts.Secret[^1] == '0' ? '1' : '0'));
        var far = With(parts.KeyId, new string('7', 43));

        await Timing.AssertSameAsync(output, () => RefuseAsync(fixture, near), () => RefuseAsync(fixture, far));
    }

    private static AuthenticationFixture Fixture(NewApiKey key) => new(new()
    {
        ["ApiKeys:Keys:0:Id"] = key.Record.KeyId,
        ["ApiKeys:Keys:0:SecretHash"] = Convert.ToHexString(key.Record.SecretHash.Span),
        ["ApiKeys:Keys:0:Subject"] = "alice",
        ["ApiKeys:Keys:0:Tenant"] = "acme",
    });

    private static string With(string id, string secret)
    {
        var body = $"sk_{id}_{secret}";
        return body + Base62.Crc32(body);
    }

    private static async Task RefuseAsync(AuthenticationFixture fixture, string key) =>
        OutcomeAssert.Refused(await fixture.Authenticator.AuthenticateAsync(new PresentedCredentials { ApiKey = [key] }, CancellationToken.None));
}
