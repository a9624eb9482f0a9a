using System.ComponentModel;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance;

namespace Stoa.Mcp.DurableServer;

/// <summary>What the server is called for.</summary>
[McpServerToolType]
public sealed class DurableTools
{
    [McpServerTool(Name = "echo", ReadOnly = true), Governed(ToolNamespace = "test", Cost = 2), Description("Returns the text.")]
    public static string Echo(string text) => text;

    [McpServerTool(Name = "fail", ReadOnly = true), Governed(ToolNamespace = "test"), Description("Fails.")]
    public static string Fail(string text) => throw new InvalidOperationException(text);
}
