using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Gateway.Forwarding;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Mcp;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>The endpoint of an edge: one MCP server to its clients, whose tools are those of the servers behind it.</summary>
internal sealed class EdgeEndpoint(
    CallGate gate, ServerDecision here, Refusals refusals, EdgeCatalog catalog, EdgeSessions sessions, EdgeRouter router, EdgeStreams streams)
{
    /// <summary>Handles a POST that passed the HTTP edge.</summary>
    public async Task PostAsync(HttpContext context)
    {
        EdgeSession? session = null;
        EdgeView? view = null;
        var admission = await gate.TakeAsync(context, admitted =>
        {
            var call = admitted.Call;
            view = catalog.For(call.Tenant!);
            if (!sessions.TryFind(call, out session))
            {
                return ValueTask.FromResult(ServerDecision.NoSession());
            }

            return RequestMeta.Check(admitted.Message, call) is { } incomplete
                ? ValueTask.FromResult(incomplete)
                : here.DecideAsync(call, view, context.RequestAborted);
        });
        if (admission is not null)
        {
            await router.RunAsync(new EdgeCall(context, admission, session, view!));
        }
    }

    /// <summary>Handles a GET or DELETE, whose steps all run in the HTTP edge.</summary>
    public async Task SessionAsync(HttpContext context)
    {
        var call = CallGate.OfSession(context);
        if (!sessions.TryFind(call, out var session) || session is null)
        {
            await refusals.AnswerAsync(context, call, ServerDecision.NoSession());
        }
        else if (HttpMethods.IsDelete(context.Request.Method))
        {
            await sessions.EndAsync(session);
        }
        else
        {
            await streams.ListenAsync(context, call, session);
        }
    }
}
