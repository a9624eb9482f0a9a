using System.ComponentModel;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance;

namespace Stoa.Mcp.LoadComparison.Server;

/// <summary>A tool that costs next to nothing, so that what is around it shows.</summary>
[McpServerToolType]
internal sealed class ReportTools
{
    [McpServerTool(Name = "create_report", ReadOnly = true)]
    [Governed(ToolNamespace = "reports", Environment = "production", Scopes = ["reports:read"])]
    [Description("Creates a report.")]
    public static string CreateReport(string title, string customer, string[] sections, int year, bool draft, string notes) =>
        $"{(draft ? "Draft" : "Report")} '{title}' {year} for {customer}: {sections.Length} sections, {notes.Length} characters of notes.";
}
