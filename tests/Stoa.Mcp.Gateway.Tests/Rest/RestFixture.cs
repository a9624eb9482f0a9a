using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Gateway.Rest;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Gateway.Tests.Rest;

/// <summary>APIs as tools, as a gateway registers them, over an API on this machine, which is allowed unless a test says otherwise.</summary>
internal sealed class RestFixture : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _services;

    private RestFixture(ApiDouble api)
    {
        Api = api;
        Directory.CreateDirectory(SecretsFolder);
        Settings["Gateway:SecretsFolder"] = SecretsFolder;
        Settings["Gateway:Rest:AllowedPrivateHosts:0"] = "127.0.0.1";
        _services = new Lazy<ServiceProvider>(Build);
    }

    public ApiDouble Api { get; }

    public Dictionary<string, string?> Settings { get; } = [];

    public ManualTimeProvider Time { get; } = new();

    public RecordedLogs Logs { get; } = new();

    public string SecretsFolder { get; } = Directory.CreateTempSubdirectory("stoa-secrets-").FullName;

    public IServiceProvider Services => _services.Value;

    public RestTools Tools => Services.GetRequiredService<RestTools>();

    public static async Task<RestFixture> StartAsync() => new(await ApiDouble.StartAsync());

    public void WriteSecret(string name, string key, string value)
    {
        Directory.CreateDirectory(Path.Combine(SecretsFolder, name));
        File.WriteAllText(Path.Combine(SecretsFolder, name, key), value);
    }

    /// <summary>A tool over the API.</summary>
    /// <param name="fields">Fields of its spec, beside those that every tool has.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">What follows the API's address.</param>
    /// <param name="schema">Its input schema.</param>
    /// <param name="server">The API's address, where it is another one.</param>
    public RestTool Tool(string fields = "", string method = "GET", string path = "/", string schema = "{type: object, additionalProperties: true}", string? server = null)
    {
        var snapshot = Load($$"""
            apiVersion: gostoa.dev/v1alpha1
            kind: Tool
            metadata: {name: orders}
            spec:
              displayName: Orders
              description: Finds orders
              endpoint: '{{server ?? Api.Url}}{{path}}'
              method: {{method}}
              inputSchema: {{schema}}
            {{string.Join('\n', fields.Split('\n').Select(line => line.Length > 0 ? "  " + line : line))}}
            """);
        return Assert.Single(Tools.Of(snapshot));
    }

    public static ResourceSnapshot Load(string yaml)
    {
        var load = ResourceLoader.Load(new FolderContent([new ResourceFile("x.yaml", Encoding.UTF8.GetBytes(yaml))], []));
        Assert.Empty(load.Errors);
        return load.Snapshot!;
    }

    public async Task<JsonObject> CallAsync(RestTool tool, string arguments = "{}", string? traceparent = null) =>
        await Tools.CallAsync(tool, JsonElement.Parse(arguments), traceparent, CancellationToken.None);

    /// <summary>The text of a result, which must be an error or must not.</summary>
    public static string TextOf(JsonObject result, bool isError)
    {
        Assert.Equal(isError, result["isError"]?.GetValue<bool>() ?? false);
        var content = Assert.Single(result["content"]!.AsArray())!;
        Assert.Equal("text", (string?)content["type"]);
        return (string)content["text"]!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_services.IsValueCreated)
        {
            await _services.Value.DisposeAsync();
        }

        await Api.DisposeAsync();
        Directory.Delete(SecretsFolder, recursive: true);
    }

    private ServiceProvider Build()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build().GetSection("Gateway");
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        services.AddSingleton<TimeProvider>(Time);
        services.AddOptions<GatewayOptions>().Bind(section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddRestTools(section);
        return services.BuildServiceProvider(validateScopes: true);
    }
}
