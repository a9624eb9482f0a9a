using System.ComponentModel;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance;

namespace Quickstart.Tools;

[McpServerToolType, Governed(ToolNamespace = "internal")]
public static class InternalTools
{
    [McpServerTool(Name = "rotate_keys", Destructive = true, ReadOnly = false)]
    [Description("Rotates the signing keys.")]
    public static string RotateKeys() => "Keys are rotated.";
}
