using Microsoft.Extensions.DependencyInjection.Extensions;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.AspNetCore.Sessions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Serves an MCP server over HTTP.</summary>
public static class HttpMcpServerBuilderExtensions
{
    /// <summary>Adds what <c>MapMcp()</c> needs.</summary>
    /// <param name="builder">The server's builder.</param>
    /// <param name="configureOptions">Changes the endpoint's settings.</param>
    /// <returns><paramref name="builder"/>.</returns>
    public static IMcpServerBuilder WithHttpTransport(
        this IMcpServerBuilder builder, Action<HttpServerTransportOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddSingleton<HttpServerFactory>();
        builder.Services.TryAddSingleton<HttpSessionStore>();
        builder.Services.TryAddSingleton<SessionRequests>();
        builder.Services.TryAddSingleton<McpHttpEndpoint>();
        builder.Services.AddHostedService<IdleSessionCloser>();
        if (configureOptions is not null)
        {
            builder.Services.Configure(configureOptions);
        }

        return builder;
    }
}
