using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.IntegrationTests.Identity;

/// <summary>Serves revocation lists, and remembers which were asked for.</summary>
internal sealed class RevocationLists : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte[]> _lists = new(StringComparer.Ordinal);

    private RevocationLists(WebApplication app) => _app = app;

    public ConcurrentQueue<string> Asked { get; } = [];

    public static async Task<RevocationLists> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var lists = new RevocationLists(app);
        app.MapGet("/{name}.crl", (string name) =>
        {
            lists.Asked.Enqueue(name);
            return lists._lists.TryGetValue(name, out var list) ? Results.Bytes(list, "application/pkix-crl") : Results.NotFound();
        });
        await app.StartAsync();
        return lists;
    }

    public string Address(string name) => $"{_app.Urls.Single()}/{name}.crl";

    public void Serve(string name, byte[] list) => _lists[name] = list;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
