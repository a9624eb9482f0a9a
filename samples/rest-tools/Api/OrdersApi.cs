using System.Collections.Concurrent;

namespace RestTools.Api;

/// <summary>An HTTP API as there are many: it knows nothing of MCP, tenants or governance, and one token that may do everything.</summary>
public static class OrdersApi
{
    public const string DefaultUrl = "http://localhost:5091";

    private const string Token = "demo-api-token";

    public static WebApplication Build(string url = DefaultUrl)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.Use((http, next) =>
        {
            if (http.Request.Headers.Authorization == $"Bearer {Token}")
            {
                return next(http);
            }

            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        MapOrders(app, Stock());
        return app;
    }

    private static ConcurrentDictionary<string, Order> Stock() => new(new[]
    {
        new Order("A-100", "lamp", 2, "open"),
        new Order("A-101", "chair", 1, "shipped"),
    }.ToDictionary(order => order.Id));

    private static void MapOrders(WebApplication app, ConcurrentDictionary<string, Order> orders)
    {
        app.MapGet("/orders", (string[] status) =>
            Results.Ok(new { orders = orders.Values.Where(order => status.Length == 0 || status.Contains(order.Status)).OrderBy(order => order.Id) }));
        app.MapGet("/orders/{id}", (string id) => orders.TryGetValue(id, out var order) ? Results.Ok(order) : Results.NotFound());
        app.MapPost("/orders", (NewOrder wanted, HttpRequest request) =>
        {
            var order = new Order(request.Headers["X-Reference"].FirstOrDefault() ?? $"A-{100 + orders.Count}", wanted.Item, wanted.Quantity, "open");
            orders[order.Id] = order;
            return Results.Created($"/orders/{order.Id}", order);
        });
        app.MapDelete("/orders/{id}", (string id) =>
        {
            if (!orders.TryGetValue(id, out var order))
            {
                return Results.NotFound();
            }

            if (order.Status == "shipped")
            {
                return Results.Conflict(new { detail = "It is shipped already." });
            }

            orders[id] = order with { Status = "cancelled" };
            return Results.NoContent();
        });
    }
}
