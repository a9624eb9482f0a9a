using System.Diagnostics;
using Stoa.Mcp.Gateway.Rest;
using Stoa.Mcp.Gateway.Upstreams;

namespace Stoa.Mcp.Gateway.Edge;

/// <summary>Calls of tools that are operations of HTTP APIs.</summary>
internal sealed class RestRoute(RestTools tools, LocalExchange local)
{
    /// <summary>Runs the call and answers it.</summary>
    public async Task RunAsync(EdgeCall call, RestEdgeServer api, EdgeTarget target)
    {
        var forwarded = local.Begin(call);
        if (api.Find(target.OwnName) is not { } tool)
        {
            await local.FailAsync(call, forwarded, new UpstreamException("The tool has just gone.", wasSent: false));
            return;
        }

        try
        {
            var result = await tools.CallAsync(tool, call.Call.Arguments, Activity.Current?.Id, call.Context.RequestAborted);
            await local.AnswerAsync(call, forwarded, result);
        }
        catch (OperationCanceledException) when (call.Context.RequestAborted.IsCancellationRequested)
        {
            await local.CancelAsync(forwarded);
        }
    }
}
