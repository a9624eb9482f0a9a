namespace Stoa.Mcp.Governance.Tests.Resources.Tools;

/// <summary>Files with one tool or one set of tools.</summary>
internal static class ToolText
{
    /// <summary>A tool whose further fields begin on line 10, column 3.</summary>
    public static string Tool(string fields = "", string method = "GET", string endpoint = "https://api.example/v1/orders", string schema = "{type: object}") => $$"""
        apiVersion: gostoa.dev/v1alpha1
        kind: Tool
        metadata: {name: orders}
        spec:
          displayName: Orders
          description: Finds orders
          endpoint: {{endpoint}}
          method: {{method}}
          inputSchema: {{schema}}
        {{Indent(fields)}}
        """;

    /// <summary>A set of tools whose further fields begin on line 6, column 3.</summary>
    public static string ToolSet(string fields = "", string upstream = "{url: https://mcp.example/mcp}") => $$"""
        apiVersion: gostoa.dev/v1alpha1
        kind: ToolSet
        metadata: {name: crm}
        spec:
          upstream: {{upstream}}
        {{Indent(fields)}}
        """;

    private static string Indent(string fields) => string.Join('\n', fields.Split('\n').Select(line => line.Length > 0 ? "  " + line : line));
}
