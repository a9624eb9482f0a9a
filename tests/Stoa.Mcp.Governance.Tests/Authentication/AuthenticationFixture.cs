using System.Security.Claims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.Authentication.SigningKeys;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Authentication;

/// <summary>Step 1 as a host would get it: bound from configuration, its network and clock replaced.</summary>
internal sealed class AuthenticationFixture : IDisposable
{
    public const string Jwks = "https://login.example/jwks";

    private readonly ServiceProvider _services;

    public AuthenticationFixture(Dictionary<string, string?>? settings = null, IApiKeyStore? store = null, bool withIssuer = true,
        Action<IServiceCollection>? configure = null, HttpMessageHandler? introspection = null)
    {
        Keys.Serve(Jwks, TestKeys.Set(TestKeys.RsaJwk(TestKeys.Rsa, "rsa-1"), TestKeys.EcJwk(TestKeys.Ec, "ec-1")));
        var all = new Dictionary<string, string?>();
        if (withIssuer)
        {
            all["Jwt:Issuers:0:Issuer"] = "https://login.example";
            all["Jwt:Issuers:0:Audiences:0"] = "https://mcp.example/mcp";
            all["Jwt:Issuers:0:JwksUri"] = Jwks;
        }

        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddSingleton<TimeProvider>(Clock);
        if (store is not null)
        {
            services.AddSingleton(store);
        }

        configure?.Invoke(services);
        services.AddCallerAuthentication(Section(all));
        services.AddHttpClient("Stoa.Mcp.Governance.SigningKeys").ConfigurePrimaryHttpMessageHandler(() => Keys);
        if (introspection is not null)
        {
            services.AddHttpClient("Stoa.Mcp.Governance.Introspection").ConfigurePrimaryHttpMessageHandler(() => introspection);
        }

        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public KeyServer Keys { get; } = new();

    public CapturedLogs Logs { get; } = new();

    public ICallerAuthenticator Authenticator => _services.GetRequiredService<ICallerAuthenticator>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static IConfigurationSection Section(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(pair => $"Stoa:Authentication:{pair.Key}", pair => pair.Value))
            .Build()
            .GetSection("Stoa:Authentication");

    public TokenSource Tokens => new(Clock);

    public string Payload(params (string Name, string? Json)[] changes) => Tokens.Payload(changes);

    public string Token(params (string Name, string? Json)[] changes) => Tokens.Token(changes);

    public Task<StepOutcome<Caller>> BearerAsync(string token) => SendAsync(authorization: [$"Bearer {token}"]);

    public async Task<StepOutcome<Caller>> SendAsync(
        string[]? authorization = null, string[]? apiKey = null, ClaimsPrincipal? host = null, bool local = false) =>
        await Authenticator.AuthenticateAsync(
            new PresentedCredentials { Authorization = authorization ?? [], ApiKey = apiKey ?? [], HostPrincipal = host, IsLocal = local },
            CancellationToken.None);

    /// <summary>Sends a bound token with a proof, as <c>POST https://mcp.example/mcp</c>.</summary>
    public Task<StepOutcome<Caller>> ProvenAsync(string token, params string[] proofs) => SendAsync(new()
    {
        Authorization = [$"DPoP {token}"],
        Proof = proofs,
        Method = "POST",
        Address = new Uri("https://mcp.example/mcp"),
    });

    public async Task<StepOutcome<Caller>> SendAsync(PresentedCredentials credentials) =>
        await Authenticator.AuthenticateAsync(credentials, CancellationToken.None);

    public void Dispose() => _services.Dispose();
}
