using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Gateway.Upstreams;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Takes each call of an edge to what answers it: the edge itself, a server behind it, or an HTTP API.</summary>
internal sealed class EdgeRouter(
    LocalExchange local, EdgeAnswers answers, EdgeSessions sessions, ForwardedRoute forwarded, ClientRoute clients, RestRoute rest, EdgeNotices notices, EdgeStreams streams)
{
    /// <summary>Runs a call whose intent is recorded, and answers it.</summary>
    public Task RunAsync(EdgeCall call)
    {
        if (call.Call.MessageKind == McpMessageKind.Response)
        {
            return notices.AnswerAsync(call);
        }

        if (call.Call.MessageKind == McpMessageKind.Notification)
        {
            return notices.NotifyAsync(call);
        }

        return call.Call.Operation switch
        {
            RequestMethods.Initialize => InitializeAsync(call),
            RequestMethods.Ping => local.AnswerAsync(call, new JsonObject()),
            RequestMethods.ServerDiscover => local.AnswerAsync(call, answers.Discover(call)),
            RequestMethods.LoggingSetLevel => notices.SetLevelAsync(call),
            RequestMethods.SubscriptionsListen => streams.SubscribeAsync(call),
            var operation when ListShape.Of(operation) is { } list => local.AnswerAsync(call, EdgeAnswers.List(call, list)),
            _ => RouteAsync(call),
        };
    }

    private async Task InitializeAsync(EdgeCall call)
    {
        var session = sessions.Begin(call.Call, call.View, call.Message.Parameters);
        if (session is null)
        {
            await local.FailAsync(call, new UpstreamException("Too many sessions are open.", wasSent: false));
            return;
        }

        call.Context.Response.Headers["Mcp-Session-Id"] = session.Handle;
        await notices.RememberListsAsync(call, session.Audience);
        await local.AnswerAsync(call, answers.Initialize(call));
    }

    private async Task RouteAsync(EdgeCall call)
    {
        if (EdgeTarget.Of(call) is not { } target)
        {
            await local.AnswerWithErrorAsync(call, (int)GovernanceCode.MethodNotFound, $"Method '{call.Call.Operation}' is not available.");
            return;
        }

        switch (target.Server)
        {
            case RestEdgeServer api:
                await rest.RunAsync(call, api, target);
                break;
            case McpEdgeServer server when await forwarded.TryRunAsync(call, server, target):
                break;
            case McpEdgeServer server:
                await clients.RunAsync(call, server, target);
                break;
        }
    }
}
