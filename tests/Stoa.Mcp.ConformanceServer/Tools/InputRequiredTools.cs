using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.ConformanceServer.Tools;

/// <summary>Tools that answer with what they still need, and finish on the retry that brings it (SEP-2322).</summary>
[McpServerToolType]
internal sealed class InputRequiredTools
{
    [McpServerTool(Name = "test_input_required_result_elicitation"), Description("Needs the user's name.")]
    public static string Elicitation(RequestContext<CallToolRequestParams> call) =>
        Ask.TryAnswer(call.Params, "user_name", out var answer)
            ? $"Hello, {Ask.Field(answer, "name")}!"
            : throw new InputRequiredException(new Dictionary<string, InputRequest>
            {
                ["user_name"] = Ask.UserInput("What is your name?", "name"),
            });

    [McpServerTool(Name = "test_input_required_result_sampling"), Description("Needs the client's model.")]
    public static string Sampling(RequestContext<CallToolRequestParams> call) =>
        Ask.TryAnswer(call.Params, "capital_question", out var answer)
            ? $"The model answered {answer.GetRawText()}"
            : throw new InputRequiredException(new Dictionary<string, InputRequest>
            {
                ["capital_question"] = Ask.ModelInput("What is the capital of France?", maxTokens: 100),
            });

    [McpServerTool(Name = "test_input_required_result_list_roots"), Description("Needs the client's roots.")]
    public static string Roots(RequestContext<CallToolRequestParams> call) =>
        Ask.TryAnswer(call.Params, "client_roots", out var answer)
            ? $"The client's roots are {answer.GetRawText()}"
            : throw new InputRequiredException(new Dictionary<string, InputRequest> { ["client_roots"] = Ask.RootsInput() });

    [McpServerTool(Name = "test_input_required_result_multiple_inputs"), Description("Needs three things at once.")]
    public static string Several(RequestContext<CallToolRequestParams> call) =>
        Ask.TryAnswer(call.Params, "user_name", out _)
        && Ask.TryAnswer(call.Params, "greeting", out _)
        && Ask.TryAnswer(call.Params, "client_roots", out _)
            ? "All three arrived."
            : throw new InputRequiredException(
                new Dictionary<string, InputRequest>
                {
                    ["user_name"] = Ask.UserInput("What is your name?", "name"),
                    ["greeting"] = Ask.ModelInput("Generate a greeting", maxTokens: 50),
                    ["client_roots"] = Ask.RootsInput(),
                },
                SealedState.Seal("several"));

    [McpServerTool(Name = "test_input_required_result_capabilities"), Description("Asks only for what the client can do.")]
    public static string Capable(RequestContext<CallToolRequestParams> call)
    {
        var can = Ask.Capabilities(call);
        var needs = new Dictionary<string, InputRequest>();
        if (can?.Sampling is not null && !Ask.TryAnswer(call.Params, "model", out _))
        {
            needs["model"] = Ask.ModelInput("Say hello.", maxTokens: 20);
        }

        if (can?.Elicitation is not null && !Ask.TryAnswer(call.Params, "user", out _))
        {
            needs["user"] = Ask.Confirmation("Go on?");
        }

        return needs.Count == 0 ? "Nothing is missing." : throw new InputRequiredException(needs);
    }
}
