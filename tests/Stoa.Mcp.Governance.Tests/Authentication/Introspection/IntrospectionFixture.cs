using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Authentication.Introspection;

/// <summary>Step 1 with an issuer of opaque tokens.</summary>
internal sealed class IntrospectionFixture : IDisposable
{
    public const string Token = "opaque-0123456789";

    public IntrospectionFixture(Dictionary<string, string?>? settings = null, IApiKeyStore? store = null)
    {
        var all = new Dictionary<string, string?>
        {
            ["Introspection:Endpoint"] = "https://login.example/introspect",
            ["Introspection:Issuer"] = "https://login.example",
            ["Introspection:ClientId"] = "mcp:server",
            ["Introspection:ClientSecret"] = "se/cret",
            ["Introspection:Audiences:0"] = "https://mcp.example/mcp",
        };
        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        Step = new AuthenticationFixture(all, store, introspection: Server);
        Server.Answer = Answer();
    }

    public AuthenticationFixture Step { get; }

    public IntrospectionServer Server { get; } = new();

    /// <summary>An answer that is accepted, with members replaced by the given JSON, or left out for null.</summary>
    public string Answer(params (string Name, string? Json)[] changes) => Step.Payload([("active", "true"), ("token_type", "\"Bearer\""), .. changes]);

    public Task<StepOutcome<Caller>> AskAsync(string token = Token) => Step.BearerAsync(token);

    public void Dispose() => Step.Dispose();
}
