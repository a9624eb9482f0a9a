using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>The contract against a double of an engine that runs elsewhere.</summary>
public abstract class RemotePolicyContract : PolicyEngineContract, IAsyncLifetime
{
    private readonly List<ServiceProvider> _providers = [];

    private protected PolicyServerDouble Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PolicyServerDouble.StartAsync();

    public async Task DisposeAsync()
    {
        _providers.ForEach(provider => provider.Dispose());
        await Server.DisposeAsync();
    }

    /// <summary>The name of the section, and what a double of this engine says by a policy.</summary>
    private protected abstract string Section { get; }

    /// <summary>Settings that every engine of this class has.</summary>
    private protected virtual (string Key, string Value)[] Settings => [];

    /// <summary>What the last engine was made with.</summary>
    private protected IServiceProvider LastServices => _providers[^1];

    private protected abstract RegoObject? AnswerOf(RegoPolicy policy, string path, RegoObject question);

    protected override Task<IPolicyEngine> EngineAsync(string rules) => DoubleAsync(rules);

    private protected Task<IPolicyEngine> DoubleAsync(string rules, params (string Key, string Value)[] settings)
    {
        var policy = new RegoCompiler().AddModule("authz.rego", $"package stoa.authz\n\n{rules}").Compile();
        Server.Answer = (path, question) => AnswerOf(policy, path, question);
        return Task.FromResult(Engine([("Url", Server.Url), .. Settings, .. settings]));
    }

    private protected IPolicyEngine Engine(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Stoa:Policy:{Section}:{setting.Key}", (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Time);
        services.AddStoaGovernance(configuration.GetSection("Stoa"));
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredService<IPolicyEngine>();
    }

    /// <summary>A document of the policy; what fails throws, builtins too.</summary>
    internal static RegoValue? Evaluate(RegoPolicy policy, string document, RegoValue input)
    {
        var evaluation = policy.Begin(input);
        try
        {
            var value = evaluation.Find(policy.Document(document));
            return evaluation.BuiltinError is { } error ? throw new InvalidOperationException(error.ToString()) : value;
        }
        finally
        {
            evaluation.Dispose();
        }
    }
}
