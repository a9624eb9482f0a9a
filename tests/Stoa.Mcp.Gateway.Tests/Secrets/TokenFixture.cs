using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Gateway.Secrets;
using Stoa.Mcp.Gateway.Tests.Rest;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Tests.Secrets;

/// <summary>A token endpoint on this machine, and what asks it.</summary>
internal sealed class TokenFixture : IAsyncDisposable
{
    private int _issued;

    private TokenFixture(RestFixture rest)
    {
        Rest = rest;
        rest.WriteSecret("gateway", "client-secret", "s3cret/+ canary\n");
        rest.Api.Answer = http => ApiDouble.JsonAsync(http, $$"""{"access_token":"token-{{Interlocked.Increment(ref _issued)}}","token_type":"Bearer","expires_in":{{Lifetime}}}""");
    }

    public RestFixture Rest { get; }

    public int Lifetime { get; set; } = 3_600;

    public UpstreamCredentials Credentials => Rest.Services.GetRequiredService<UpstreamCredentials>();

    public static async Task<TokenFixture> StartAsync() => new(await RestFixture.StartAsync());

    public UpstreamAuth Auth(UpstreamAuthType type = UpstreamAuthType.ClientCredentials) => new()
    {
        Type = type,
        TokenUrl = new Uri(Rest.Api.Url + "/token"),
        ClientId = "gate:way",
        Secret = new SecretReference("gateway", "client-secret"),
    };

    /// <summary>The form of the last token request.</summary>
    public Dictionary<string, string> LastForm => new FormReader(Rest.Api.Last.Body).ReadForm().ToDictionary(pair => pair.Key, pair => pair.Value.Single()!);

    public ValueTask DisposeAsync() => Rest.DisposeAsync();
}
