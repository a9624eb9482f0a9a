namespace RestTools.Walkthrough;

/// <summary>The tour: what is tried, and what must come of it.</summary>
internal static class Steps
{
    public static IReadOnlyList<Step> All { get; } =
    [
        new("demo-acme", "lists tools: the four operations of the API",
            "cancel-order, create-order, get-order, search-orders",
            visitor => visitor.ListAsync()),
        new("demo-globex", "lists tools: none is granted",
            "",
            visitor => visitor.ListAsync()),
        new("demo-acme", "gets an order",
            """{"id":"A-100","item":"lamp","quantity":2,"status":"open"}""",
            visitor => visitor.CallAsync("get-order", ("id", "A-100"))),
        new("demo-acme", "tries to climb out of the path: the slash stays within its segment",
            "isError The API answered 404.",
            visitor => visitor.CallAsync("get-order", ("id", "../admin"))),
        new("demo-acme", "searches: a list becomes a repeated parameter",
            """{"orders":[{"id":"A-100","item":"lamp","quantity":2,"status":"open"},{"id":"A-101","item":"chair","quantity":1,"status":"shipped"}]}""",
            visitor => visitor.CallAsync("search-orders", ("status", new[] { "open", "shipped" }))),
        new("demo-acme", "orders too much: the schema is checked before the API is called",
            "isError The arguments do not fit this tool: quantity must be at most 100.",
            visitor => visitor.CallAsync("create-order", ("item", "desk"), ("quantity", 500))),
        new("demo-acme", "sends an argument that nobody declared",
            "isError The arguments do not fit this tool: status is unknown here.",
            visitor => visitor.CallAsync("create-order", ("item", "desk"), ("quantity", 1), ("status", "shipped"))),
        new("demo-acme", "smuggles a header",
            "isError The arguments do not fit this tool: reference must be 1 to 4096 visible ASCII characters on one line: it goes into a header.",
            visitor => visitor.CallAsync("create-order", ("item", "desk"), ("quantity", 1), ("reference", "R-1\r\nX-Admin: 1"))),
        new("demo-acme", "orders a desk",
            """{"id":"R-1","item":"desk","quantity":1,"status":"open"}""",
            visitor => visitor.CallAsync("create-order", ("item", "desk"), ("quantity", 1), ("reference", "R-1"))),
        new("demo-acme", "cancels without the scope that it needs",
            "HTTP 403",
            visitor => visitor.CallAsync("cancel-order", ("id", "R-1"))),
        new("demo-acme-operator", "cancels with the scope orders:cancel",
            "The API answered 204 without content.",
            visitor => visitor.CallAsync("cancel-order", ("id", "R-1"), ("reason", "second thoughts"))),
        new("demo-acme-operator", "cancels what is shipped: errorBody shows what the API says",
            "isError The API answered 409.\n{\"detail\":\"It is shipped already.\"}",
            visitor => visitor.CallAsync("cancel-order", ("id", "A-101"))),
        new("demo-globex", "calls what is hidden from it",
            "-32602",
            visitor => visitor.CallAsync("get-order", ("id", "A-100"))),
        new("demo-acme", "searches for the 4th time within a minute; rateLimit is 3/min",
            "isError 4290",
            async visitor =>
            {
                await visitor.CallAsync("search-orders");
                await visitor.CallAsync("search-orders");
                return await visitor.CallAsync("search-orders");
            }),
    ];
}
