using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote.Coaz;

/// <summary>A double of a decision point that says yes to all but one action, and publishes metadata; and engines that ask it.</summary>
internal sealed class AuthZenHost
{
    private readonly List<ServiceProvider> _providers = [];

    public PolicyServerDouble Server { get; private set; } = null!;

    public ManualTimeProvider Time { get; } = new();

    /// <summary>The action that is denied.</summary>
    public string? Denied { get; set; }

    /// <summary>The metadata; null for an error.</summary>
    public RegoObject? Metadata { get; set; }

    public async Task StartAsync()
    {
        Server = await PolicyServerDouble.StartAsync();
        Server.Answer = (path, question) => path.StartsWith("/.well-known/", StringComparison.Ordinal) ? Metadata : Answer(question);
    }

    public async Task StopAsync()
    {
        _providers.ForEach(provider => provider.Dispose());
        await Server.DisposeAsync();
    }

    /// <summary>An engine; the key <c>Resource</c> is this server's own resource identifier.</summary>
    public IPolicyEngine Engine(params (string Key, string Value)[] settings) => Services(settings).GetRequiredService<IPolicyEngine>();

    public ServiceProvider Services(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Prepend(("Url", Server.Url)).GroupBy(setting => KeyOf(setting.Item1)).Select(group => KeyValuePair.Create(group.Key, (string?)group.Last().Item2)))
            .Build();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Time);
        services.AddStoaGovernance(configuration.GetSection("Stoa"));
        _providers.Add(services.BuildServiceProvider());
        return _providers[^1];
    }

    public static async Task<HealthCheckResult> HealthAsync(ServiceProvider services) =>
        await ActivatorUtilities.CreateInstance<PolicyHealthCheck>(services).CheckHealthAsync(new HealthCheckContext());

    private static string KeyOf(string key) => key == "Resource" ? "Stoa:Authentication:Resource:Resource" : $"Stoa:Policy:AuthZen:{key}";

    private RegoObject Answer(RegoObject question) => question.Find("evaluations") is RegoArray questions
        ? RegoObject.Of(("evaluations", RegoArray.Of(questions.Select(one => (RegoValue)Answer((RegoObject)one)))))
        : ((RegoString)((RegoObject)question.Find("action")!).Find("name")!).Value is var action && action == Denied
            ? RegoObject.Of(("decision", false), ("context", RegoObject.Of(("reason_admin", $"no to {action}"))))
            : RegoObject.Of(("decision", true));
}
