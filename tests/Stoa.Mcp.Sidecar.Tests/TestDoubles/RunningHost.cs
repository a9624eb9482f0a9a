using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Sidecar.Configuration;

namespace Stoa.Mcp.Sidecar.Tests.TestDoubles;

/// <summary>The host as Program builds it, on free ports of this process.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<Uri> _addresses;

    private RunningHost(WebApplication app)
    {
        _app = app;
        _addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address))];
    }

    public IServiceProvider Services => _app.Services;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public Uri Main(string path = "/") => At(0, path);

    public Uri Grpc(string path = "/") => At(1, path);

    public Uri Management(string path = "/") => At(^1, path);

    public static async Task<RunningHost> StartAsync(
        TempFolder folder, string yaml = "", Action<WebApplication>? map = null, params (string Name, string Value)[] variables)
    {
        var app = Build(folder, yaml, variables);
        map?.Invoke(app);
        await app.StartAsync();
        return new RunningHost(app);
    }

    public static WebApplication Build(TempFolder folder, string yaml, params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string>
        {
            ["STOA_HOST__LISTEN"] = "http://127.0.0.1:0",
            ["STOA_HOST__MANAGEMENT"] = "http://127.0.0.1:0",
            ["STOA_HOST__LOGLEVEL"] = "None",

            ["STOA_GATEWAY_MODE"] = "edge-mcp",
        };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        var file = folder.Write("stoa.yaml", yaml);
        var load = () => SidecarConfiguration.Load(file, environment);
        return SidecarApp.Build(load(), load, environment);
    }

    // As it stands: a path that begins with two slashes is one.
    private Uri At(Index listener, string path) => new(_addresses[listener].GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Assert.True(await AppEnd.DisposeAsync(_app), "The host did not end.");
    }
}
