using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelContextProtocol.AspNetCore.Sessions;
using ModelContextProtocol.Server;

namespace ModelContextProtocol.AspNetCore;

/// <summary>Makes the MCP server that answers a request or lives for a session.</summary>
internal sealed class HttpServerFactory(
    IOptions<McpServerOptions> shared,
    IOptionsFactory<McpServerOptions> fresh,
    IOptions<HttpServerTransportOptions> transportOptions,
    IServiceProvider services,
    ILoggerFactory loggers)
{
    /// <summary>The options every server starts from, for reading only.</summary>
    public McpServerOptions Shared => shared.Value;

    /// <summary>A server for one request: it uses the request's own services and opens no scope beside them.</summary>
    public async ValueTask<McpServer> ForRequestAsync(HttpContext http, StreamableHttpServerTransport transport)
    {
        var options = await FreshAsync(http);
        options.ScopeRequests = false;
        return McpServer.Create(transport, options, loggers, http.RequestServices);
    }

    /// <summary>A server that outlives the request: it must not hold on to the request's services.</summary>
    public async ValueTask<HttpSession> ForSessionAsync(HttpContext http)
    {
        var options = transportOptions.Value.ConfigureSessionOptions is null ? shared.Value : await FreshAsync(http);
        var id = HttpSession.NewId();
        var transport = new StreamableHttpServerTransport(loggers)
        {
            SessionId = id,
            FlowExecutionContextFromRequests = true,
        };
        var server = McpServer.Create(transport, options, loggers, services);
        return new(id, SessionOwner.Of(http.User), transport, server, transportOptions.Value.TimeProvider);
    }

    public StreamableHttpServerTransport TransportForRequest() =>
        new(loggers) { Stateless = true, FlowExecutionContextFromRequests = true };

    private async ValueTask<McpServerOptions> FreshAsync(HttpContext http)
    {
        var options = fresh.Create(Options.DefaultName);
        if (transportOptions.Value.ConfigureSessionOptions is { } configure)
        {
            await configure(http, options, http.RequestAborted);
        }

        return options;
    }
}
