using System.Text.Json;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>Input schemas of tools known at start-up, for the headers that repeat arguments (<c>x-mcp-header</c>, MCP 2026-07-28).</summary>
internal sealed class InputSchemas(IOptions<McpServerOptions> options)
{
    public JsonElement Of(GovernedTarget target) =>
        target.Kind == GovernedTargetKind.Tool
        && options.Value.ToolCollection is { } tools
        && tools.TryGetPrimitive(target.Name, out var tool)
            ? tool.ProtocolTool.InputSchema
            : default;
}
