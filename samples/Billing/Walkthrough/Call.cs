namespace Billing.Walkthrough;

/// <summary>Calls to make, and what must come of each.</summary>
internal sealed record Call(string Tenant, int Times, string Tool, string Argument, string Value, string Expected)
{
    public static IReadOnlyList<Call> First { get; } =
    [
        new("acme", 4, "lookup_rate", "currency", "USD", "ran"),
        new("acme", 1, "render_report", "month", "2026-10", "ran"),
        new("acme", 2, "render_report", "month", "2026-11", "quota_exceeded"),
        new("acme", 1, "delete_report", "month", "2026-10", "denied"),
        new("acme", 1, "no_such_tool", "month", "2026-10", "unknown tool"),
        new("globex", 7, "lookup_rate", "currency", "GBP", "ran"),
        new("globex", 1, "lookup_rate", "currency", "QQQ", "failed"),
        new("globex", 3, "render_report", "month", "2026-11", "ran"),
        new("globex", 2, "delete_report", "month", "2026-11", "denied"),
    ];

    public static IReadOnlyList<Call> Later { get; } =
    [
        new("acme", 1, "lookup_rate", "currency", "GBP", "ran"),
        new("globex", 1, "delete_report", "month", "2026-11", "denied"),
    ];

    /// <summary>Whether it is refused, and so free.</summary>
    public bool IsRefused => Expected is not ("ran" or "failed");
}
