using System.Collections.Concurrent;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.ConformanceServer.Resources;

/// <summary>Remembers which session watches which resource.</summary>
internal static class Subscriptions
{
    public static IMcpServerBuilder WithSubscriptions(this IMcpServerBuilder builder)
    {
        var watched = new ConcurrentDictionary<(string? Session, string Uri), byte>();
        return builder
            .WithSubscribeToResourcesHandler((request, _) =>
            {
                watched[(request.Server.SessionId, request.Params!.Uri)] = 0;
                return ValueTask.FromResult(new EmptyResult());
            })
            .WithUnsubscribeFromResourcesHandler((request, _) =>
            {
                watched.TryRemove((request.Server.SessionId, request.Params!.Uri), out byte _);
                return ValueTask.FromResult(new EmptyResult());
            });
    }
}
