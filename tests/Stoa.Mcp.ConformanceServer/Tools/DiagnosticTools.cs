using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.ConformanceServer.Tools;

/// <summary>Tools through which the suite looks at the rules of requests that describe themselves (SEP-2575).</summary>
[McpServerToolType]
internal sealed class DiagnosticTools
{
    [McpServerTool(Name = "test_missing_capability"), Description("Works only for clients that declare sampling.")]
    public static string NeedsSampling(RequestContext<CallToolRequestParams> call) =>
        Ask.Capabilities(call)?.Sampling is not null
            ? "The client declares sampling."
            : throw new MissingRequiredClientCapabilityException(new() { Sampling = new() }, "This tool needs sampling.");

    [McpServerTool(Name = "test_streaming_elicitation"), Description("Needs the user, and says so in its result.")]
    public static string NeedsUser(RequestContext<CallToolRequestParams> call)
    {
        if (Ask.Capabilities(call)?.Elicitation is null)
        {
            throw new MissingRequiredClientCapabilityException(new() { Elicitation = new() }, "This tool needs elicitation.");
        }

        return Ask.TryAnswer(call.Params, "confirm", out _)
            ? "The user answered."
            : throw new InputRequiredException(new Dictionary<string, InputRequest> { ["confirm"] = Ask.Confirmation("Go on?") });
    }

    [McpServerTool(Name = "test_logging_tool"), Description("Logs a line, which only clients that ask for it may see.")]
    public static string Logs(McpServer server)
    {
        using var provider = server.AsClientLoggerProvider();
#pragma warning disable CA1848, CA2254 // One line in a test tool.
        provider.CreateLogger(nameof(DiagnosticTools)).LogInformation("The tool ran.");
#pragma warning restore CA1848, CA2254
        return "A line was logged.";
    }
}
