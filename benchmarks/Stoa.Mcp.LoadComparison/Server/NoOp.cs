using System.Buffers;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.LoadComparison.Server;

/// <summary>The least that anything between the wire and the tool can do.</summary>
internal static class NoOp
{
    public static IMcpServerBuilder WithNoOpFilters(this IMcpServerBuilder builder)
    {
        builder.Services.Configure<McpServerOptions>(options =>
        {
            options.Filters.Message.IncomingFilters.Add(next => (context, cancellationToken) => next(context, cancellationToken));
            options.Filters.Message.OutgoingFilters.Add(next => (context, cancellationToken) => next(context, cancellationToken));
        });
        return builder;
    }

    public static IApplicationBuilder UseBodyReading(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        context.Request.Body = new MemoryStream(await ReadAsync(context.Request), writable: false);
        await next(context);
    });

    private static async ValueTask<byte[]> ReadAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
