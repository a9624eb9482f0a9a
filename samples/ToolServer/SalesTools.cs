using System.ComponentModel;
using ModelContextProtocol.Server;

namespace ToolServer;

/// <summary>Three tools. One says of itself that it reads, one that it destroys, one says nothing.</summary>
[McpServerToolType]
internal sealed class SalesTools
{
    [McpServerTool(Name = "query_sales", ReadOnly = true), Description("Says how much a region sold.")]
    public static string QuerySales([Description("The region.")] string region) => $"{region} sold 1.42 M EUR.";

    [McpServerTool(Name = "export_sales"), Description("Exports all sales of a region.")]
    public static string ExportSales([Description("The region.")] string region) => $"Exported sales of {region}.";

    [McpServerTool(Name = "delete_users", Destructive = true), Description("Deletes all users of a region.")]
    public static string DeleteUsers([Description("The region.")] string region) => $"All users of {region} are deleted.";
}
