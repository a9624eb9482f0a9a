using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance;

namespace Billing.Walkthrough;

/// <summary>Tools with prices: appsettings.json, <c>Stoa:Metering:Prices</c>.</summary>
[McpServerToolType]
public static class PricedTools
{
    [McpServerTool(Name = "lookup_rate", ReadOnly = true), Governed(ToolNamespace = "rates")]
    [Description("The exchange rate of a currency to the euro.")]
    public static CallToolResult LookupRate([Description("Currency, for example USD.")] string currency) =>
        currency is "USD" or "GBP" ? Say($"1 EUR is 1.1 {currency}.") : Say($"There is no rate of {currency}.", failed: true);

    [McpServerTool(Name = "render_report", ReadOnly = true), Governed(ToolNamespace = "reports", Cost = 5)]
    [Description("A report of one month.")]
    public static string RenderReport([Description("Month, for example 2026-11.")] string month) => $"The report of {month}.";

    [McpServerTool(Name = "delete_report", Destructive = true), Governed(ToolNamespace = "reports")]
    [Description("Deletes the report of one month.")]
    public static string DeleteReport([Description("Month, for example 2026-11.")] string month) => $"The report of {month} is deleted.";

    private static CallToolResult Say(string text, bool failed = false) => new() { Content = [new TextContentBlock { Text = text }], IsError = failed };
}
