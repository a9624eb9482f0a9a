using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.ConformanceServer.Prompts;
using Stoa.Mcp.ConformanceServer.Resources;
using Stoa.Mcp.ConformanceServer.Tools;

namespace Stoa.Mcp.ConformanceServer;

/// <summary>Everything the conformance suite asks of a server, in one call.</summary>
internal static class ConformanceFeatures
{
    public static IMcpServerBuilder AddConformanceFeatures(this IMcpServerBuilder builder) => builder
        .WithTools<ContentTools>()
        .WithTools<NotifyingTools>()
        .WithTools<AskingTools>()
        .WithTools<InputRequiredTools>()
        .WithTools<RequestStateTools>()
        .WithTools<DiagnosticTools>()
        .WithTools([SchemaTool.Create()])
        .WithPrompts<ContentPrompts>()
        .WithPrompts<InputRequiredPrompts>()
        .WithResources<ContentResources>()
        .WithSubscriptions()
        .WithCacheHints()
        .WithCompleteHandler((_, _) => ValueTask.FromResult(new CompleteResult
        {
            Completion = new() { Values = ["paris", "park", "party"], Total = 3, HasMore = false },
        }))
        .WithSetLoggingLevelHandler((_, _) => ValueTask.FromResult(new EmptyResult()));

    /// <summary>Lists and readings say how long they hold, and for whom (SEP-2549).</summary>
    private static IMcpServerBuilder WithCacheHints(this IMcpServerBuilder builder) =>
        builder.WithRequestFilters(filters => filters
            .AddListToolsFilter(Hint)
            .AddListPromptsFilter(Hint)
            .AddListResourcesFilter(Hint)
            .AddListResourceTemplatesFilter(Hint)
            .AddReadResourceFilter(Hint));

    private static McpRequestHandler<TParams, TResult> Hint<TParams, TResult>(McpRequestHandler<TParams, TResult> next)
        where TResult : ICacheableResult =>
        async (request, cancellationToken) =>
        {
            var result = await next(request, cancellationToken);
            result.TimeToLive = TimeSpan.FromMinutes(1);
            result.CacheScope = CacheScope.Public;
            return result;
        };
}
