namespace Quickstart.Walkthrough;

/// <summary>The tour: what is tried, and what must come of it.</summary>
internal static class Steps
{
    private static readonly ExpectedRecord Free = ExpectedRecord.Allowed(0);
    private static readonly ExpectedRecord Charged = ExpectedRecord.Allowed(1);
    private static readonly ExpectedRecord Hidden = ExpectedRecord.Denied("4040 not_visible", "not_found");

    public static IReadOnlyList<Step> All { get; } =
    [
        new("nobody", "connects without a key",
            "401, challenge with resource_metadata",
            visitors => visitors.Stranger.ConnectInVainAsync(),
            ExpectedRecord.Refused("4010 unauthenticated")),
        new("all four", "connect with their keys",
            "4 connected",
            visitors => visitors.ConnectAsync(),
            Free, Free, Free, Free),

        new("acme", "lists tools: analytics and nothing else",
            "forecast_sales, query_sales",
            visitors => visitors.Acme.ListAsync(),
            Free),
        new("acme", "calls query_sales",
            "EMEA sold 1.42 M EUR in 2026-Q3.",
            visitors => QuerySalesAsync(visitors.Acme),
            Charged),
        new("acme", "calls read_customer, which is hidden from it",
            "-32602 Unknown tool: 'read_customer'",
            visitors => visitors.Acme.CallAsync("read_customer", ("id", 7)),
            Hidden),
        new("acme", "calls rotate_keys, which is granted to nobody",
            "-32602 Unknown tool: 'rotate_keys'",
            visitors => visitors.Acme.CallAsync("rotate_keys"),
            Hidden),
        new("acme", "compares a hidden tool with one that does not exist",
            "the same bytes but for the name",
            visitors => CompareAsync(visitors.Acme, "read_customer", "no_such_tool"),
            Hidden, Hidden),

        new("globex", "lists tools: analytics and crm",
            "delete_user, forecast_sales, query_sales, read_customer",
            visitors => visitors.Globex.ListAsync(),
            Free),
        new("globex", "calls read_customer",
            "Customer 7: Ada Lovelace, since 1843.",
            visitors => visitors.Globex.CallAsync("read_customer", ("id", 7)),
            Free),
        new("globex", "calls delete_user without the scope that it needs",
            "403, challenge with resource_metadata, error=\"insufficient_scope\", scope=\"users:approve\"",
            visitors => visitors.Globex.CallAsync("delete_user", ("user", "bob")),
            ExpectedRecord.Denied("4031 insufficient_scope", "policy_denied")),
        new("approver", "calls delete_user with the scope users:approve",
            "User bob is deleted.",
            visitors => visitors.Approver.CallAsync("delete_user", ("user", "bob")),
            Free),

        new("staging", "lists tools: no production data",
            "delete_user, forecast_sales, seed_test_data",
            visitors => visitors.Staging.ListAsync(),
            Free),
        new("staging", "calls seed_test_data, which belongs to staging",
            "5 customers made up.",
            visitors => SeedAsync(visitors.Staging, 5),
            Free),
        new("staging", "calls read_customer, which is production data",
            "-32602 Unknown tool: 'read_customer'",
            visitors => visitors.Staging.CallAsync("read_customer", ("id", 7)),
            Hidden),

        new("staging", "asks for 500 customers; policy/limits.rego allows 100",
            "isError 4030 denied",
            visitors => SeedAsync(visitors.Staging, 500),
            ExpectedRecord.Denied("4030 denied", "policy_denied")),
        new("operator", "edits policy/limits.rego: 1000 instead of 100",
            "in force, without a restart",
            visitors => visitors.Operator.EditAsync("limits.rego", "most_customers := 100", "most_customers := 1000")),
        new("staging", "asks for 500 customers again",
            "500 customers made up.",
            visitors => SeedAsync(visitors.Staging, 500),
            Free),

        new("acme", "calls query_sales nine times more: ten in all",
            "9 × EMEA sold 1.42 M EUR in 2026-Q3.",
            visitors => RepeatAsync(visitors.Acme, 9),
            [.. Enumerable.Repeat(Charged, 9)]),
        new("acme", "calls it for the 11th time within a minute",
            "isError 4290 quota_exceeded, retry within a minute, X-RateLimit 0 of 10",
            visitors => QuerySalesAsync(visitors.Acme),
            ExpectedRecord.Denied("4290 quota_exceeded", "rate_limited")),

        new("acme", "sends one tool as name and another as Name",
            "400 invalid request",
            async visitors => Form(await visitors.Acme.PostAsync(
                """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query_sales","Name":"rotate_keys","arguments":{}}}""")),
            ExpectedRecord.Refused("-32600 invalid_request")),
        new("acme", "calls from a page of https://evil.example",
            "403 invalid request",
            async visitors => Form(await visitors.Acme.PostAsync(
                """{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", ("Origin", "https://evil.example"))),
            ExpectedRecord.Refused("-32600 invalid_request")),
    ];

    private static Task<Observed> QuerySalesAsync(Visitor visitor) =>
        visitor.CallAsync("query_sales", ("region", "EMEA"), ("quarter", "2026-Q3"));

    private static Task<Observed> SeedAsync(Visitor visitor, int customers) =>
        visitor.CallAsync("seed_test_data", ("customers", customers));

    private static async Task<Observed> RepeatAsync(Visitor visitor, int times)
    {
        var answers = new List<Observed>();
        for (var i = 0; i < times; i++)
        {
            answers.Add(await QuerySalesAsync(visitor));
        }

        var groups = answers.GroupBy(answer => answer.Answer).Select(group => $"{group.Count()} × {group.Key}");
        return new Observed(string.Join("; ", groups), answers[^1].Detail);
    }

    private static async Task<Observed> CompareAsync(Visitor visitor, string hidden, string missing)
    {
        static string Call(string name) =>
            $$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{name}}","arguments":{ } } }""";

        var (first, second) = (await visitor.PostAsync(Call(hidden)), await visitor.PostAsync(Call(missing)));
        var same = first.Replace(hidden, missing, StringComparison.Ordinal) == second;
        return new Observed(same ? "the same bytes but for the name" : $"{first} and {second}", second.ReplaceLineEndings(" ").TrimEnd());
    }

    private static Observed Form(string answer) =>
        new($"{answer[..3]} {(answer.Contains("\"code\":-32600", StringComparison.Ordinal) ? "invalid request" : answer)}", answer);
}
