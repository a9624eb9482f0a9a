using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.ConformanceServer.Tools;

namespace Stoa.Mcp.ConformanceServer.Prompts;

/// <summary>A prompt that needs the user before it can be given (SEP-2322).</summary>
[McpServerPromptType]
internal sealed class InputRequiredPrompts
{
    [McpServerPrompt(Name = "test_input_required_result_prompt"), Description("Needs a context.")]
    public static PromptMessage NeedsContext(RequestContext<GetPromptRequestParams> request) =>
        Ask.TryAnswer(request.Params, "user_context", out var answer)
            ? new() { Role = Role.User, Content = new TextContentBlock { Text = $"In this context: {Ask.Field(answer, "context")}" } }
            : throw new InputRequiredException(new Dictionary<string, InputRequest>
            {
                ["user_context"] = Ask.UserInput("What context should the prompt use?", "context"),
            });
}
