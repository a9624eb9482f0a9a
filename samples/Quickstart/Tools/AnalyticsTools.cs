using System.ComponentModel;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance;

namespace Quickstart.Tools;

[McpServerToolType, Governed(ToolNamespace = "analytics")]
public static class AnalyticsTools
{
    [McpServerTool(Name = "query_sales", ReadOnly = true), Governed(Environment = "production")]
    [Description("Revenue of one region in one quarter.")]
    public static string QuerySales(
        [Description("Region, for example EMEA.")] string region,
        [Description("Quarter, for example 2026-Q3.")] string quarter) =>
        $"{region} sold 1.42 M EUR in {quarter}.";

    [McpServerTool(Name = "forecast_sales", ReadOnly = true)]
    [Description("Expected revenue of one region in the next quarter.")]
    public static string ForecastSales([Description("Region, for example EMEA.")] string region) =>
        $"{region} is expected to sell 1.5 M EUR next quarter.";
}
