using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>
/// Hears from an upstream that one of its lists has changed: on the stream of a session, or, since 2026-07-28 has none, by a subscription
/// that stays open.
/// </summary>
internal sealed class UpstreamListChanges
{
    private McpClient? _client;
    private Task<bool> _subscribing = Task.FromResult(true);

    /// <summary>Listens to this client. Asked for each time the lists are read: a subscription that broke off is made anew then.</summary>
    /// <param name="client">The client that is connected.</param>
    /// <param name="changed">Called for each change that the upstream tells of.</param>
    /// <param name="stopping">Ends the subscription.</param>
    public void Listen(McpClient client, Action changed, CancellationToken stopping)
    {
        if (!ReferenceEquals(_client, client))
        {
            _client = client;
            _subscribing = Task.FromResult(true);
            foreach (var method in ListChanges.Notifications)
            {
                client.RegisterNotificationHandler(method, (_, _) =>
                {
                    changed();
                    return default;
                });
            }
        }

        if (McpVersions.IsModern(client.NegotiatedProtocolVersion) && _subscribing is { IsCompletedSuccessfully: true, Result: true })
        {
            _subscribing = SubscribeAsync(client, stopping);
        }
    }

    /// <summary>Subscribes until that ends. False where the upstream offers no subscription: then the interval finds what has changed.</summary>
    private static async Task<bool> SubscribeAsync(McpClient client, CancellationToken stopping)
    {
        var (tools, prompts, resources) = (client.ServerCapabilities.Tools, client.ServerCapabilities.Prompts, client.ServerCapabilities.Resources);
        var wanted = new JsonObject();
        Want("toolsListChanged", tools?.ListChanged);
        Want("promptsListChanged", prompts?.ListChanged);
        Want("resourcesListChanged", resources?.ListChanged);
        if (wanted.Count == 0)
        {
            return false;
        }

        try
        {
            await client.SendRequestAsync(
                new JsonRpcRequest { Method = RequestMethods.SubscriptionsListen, Params = new JsonObject { ["notifications"] = wanted } }, stopping);
            return true;
        }
        catch (McpProtocolException)
        {
            return false;
        }
        catch (Exception error) when (error is McpException or IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return true;
        }

        void Want(string name, bool? offered)
        {
            if (offered == true)
            {
                wanted[name] = true;
            }
        }
    }
}
