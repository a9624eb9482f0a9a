using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>The servers behind an edge, as the declared resources say, now and after each change of them.</summary>
internal sealed class EdgeServers(
    IResourceStore resources, EdgeServerFactory factory, EdgeCatalog catalog, EdgeListeners listeners, ILogger<EdgeServers> logger) : IHostedService, IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<(string Server, string Name)> _told = [];
    private ImmutableSortedDictionary<string, (ToolSetResource Declared, EdgeServer Server)> _servers =
        ImmutableSortedDictionary.Create<string, (ToolSetResource, EdgeServer)>(StringComparer.Ordinal);
    private IDisposable? _changes;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _changes = ChangeToken.OnChange(resources.GetChangeToken, Load);
        Load();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _changes?.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _changes?.Dispose();
        ImmutableSortedDictionary<string, (ToolSetResource Declared, EdgeServer Server)> servers;
        lock (_lock)
        {
            // The container knows this under two names, and disposes it under both.
            (servers, _servers) = (_servers, _servers.Clear());
        }

        foreach (var (_, server) in servers.Values)
        {
            await server.DisposeAsync();
        }
    }

    private void Load()
    {
        List<EdgeServer> gone = [];
        lock (_lock)
        {
            var declared = resources.Current.ToolSets.ToDictionary(set => set.Name, StringComparer.Ordinal);
            foreach (var (name, (before, server)) in _servers)
            {
                // Where it stands in its file makes no other server of it.
                if (!declared.TryGetValue(name, out var now) || !ToolSets.AreEqual(before, now))
                {
                    _servers = _servers.Remove(name);
                    gone.Add(server);
                }
            }

            foreach (var set in declared.Values.Where(set => !_servers.ContainsKey(set.Name)))
            {
                if (factory.Create(set, Rebuild) is { } server)
                {
                    _servers = _servers.Add(set.Name, (set, server));
                }
            }
        }

        Rebuild();
        foreach (var server in gone)
        {
            _ = server.DisposeAsync().AsTask();
        }
    }

    private void Rebuild()
    {
        lock (_lock)
        {
            var content = new EdgeContent([.. _servers.Values.Select(entry => entry.Server), factory.Rest]);
            catalog.Replace(content);
            foreach (var refused in content.Refused.Where(entry => _told.Add((entry.Server.Name, entry.Exposed.Name))))
            {
                Log.NameRefused(logger, refused.Server.Name, refused.Exposed.Name);
            }
        }

        _ = listeners.TellAsync();
    }
}
