using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ModelContextProtocol.AspNetCore.Checks;

/// <summary>
/// <c>Mcp-Method</c> and <c>Mcp-Name</c> must say what the body says (2026-07-28, SEP-2243): whoever routed on the
/// headers must have routed the call that is about to run.
/// </summary>
internal static class RoutingHeaderCheck
{
    private const string MethodHeader = "Mcp-Method";
    private const string NameHeader = "Mcp-Name";

    public static Rejection? Run(IHeaderDictionary headers, in Envelope envelope, McpServerOptions server)
    {
        if (envelope.Method is not { } method)
        {
            return null;
        }

        if (!HeaderText.TryRead(headers[MethodHeader], out var named) || !string.Equals(named, method, StringComparison.Ordinal))
        {
            return Rejection.Mismatch($"The {MethodHeader} header must hold the body's method, once.");
        }

        if (NameParameter(method, server) is not { } parameter)
        {
            return null;
        }

        if (!HeaderText.TryRead(headers[NameHeader], out var name)
            || !string.Equals(name, Envelope.Text(envelope.Params, parameter), StringComparison.Ordinal))
        {
            return Rejection.Mismatch($"The {NameHeader} header must hold the body's params.{parameter}, once.");
        }

        return method is RequestMethods.ToolsCall && server.ToolCollection?.TryGetPrimitive(name, out var tool) is true
            ? ParameterHeaderCheck.Run(headers, tool.ProtocolTool, envelope.Params?["arguments"])
            : null;
    }

    private static string? NameParameter(string method, McpServerOptions server) => method switch
    {
        RequestMethods.ToolsCall or RequestMethods.PromptsGet => "name",
        RequestMethods.ResourcesRead => "uri",
        _ => server.RequestHandlers?.FirstOrDefault(handler => handler.Method == method)?.RoutingNameParameter,
    };
}
