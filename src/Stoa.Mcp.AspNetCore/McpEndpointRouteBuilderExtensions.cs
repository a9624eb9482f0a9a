using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.AspNetCore.Sessions;
using ModelContextProtocol.Protocol;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps an MCP server's URL.</summary>
public static class McpEndpointRouteBuilderExtensions
{
    private static readonly string[] Json = ["application/json"];
    private static readonly string[] EventStream = ["text/event-stream"];

    /// <summary>Maps POST, and where sessions exist GET and DELETE, of one URL to the MCP server.</summary>
    /// <param name="endpoints">The application's routes.</param>
    /// <param name="pattern">The URL's path.</param>
    /// <returns>A builder for conventions (authorization, names) on all of them.</returns>
    /// <exception cref="InvalidOperationException"><c>WithHttpTransport()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapMcp(
        this IEndpointRouteBuilder endpoints, [StringSyntax("Route")] string pattern = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var endpoint = endpoints.ServiceProvider.GetService<McpHttpEndpoint>()
            ?? throw new InvalidOperationException("MapMcp() needs services.AddMcpServer().WithHttpTransport().");

        // Tools that look for MCP endpoints recognise these two marks, in this package and in the official one.
        var group = endpoints.MapGroup(pattern);
        var marked = group.MapGroup("")
            .WithDisplayName(built => $"MCP Streamable HTTP | {built.DisplayName}")
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status404NotFound, typeof(JsonRpcError), Json));

        marked.MapPost("", endpoint.PostAsync)
            .WithMetadata(new AcceptsMetadata(Json))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, contentTypes: EventStream))
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status202Accepted));
        if (!endpoint.IsStateless)
        {
            var requests = endpoints.ServiceProvider.GetRequiredService<SessionRequests>();
            marked.MapGet("", requests.GetAsync)
                .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, contentTypes: EventStream));
            marked.MapDelete("", requests.DeleteAsync);
        }

        return group;
    }
}
