using System.ComponentModel;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.ConformanceServer.Tools;

/// <summary>Tools that leave their state with the client between rounds (SEP-2322).</summary>
[McpServerToolType]
internal sealed class RequestStateTools
{
    [McpServerTool(Name = "test_input_required_result_request_state"), Description("Checks the state it gets back.")]
    public static string RoundTrip(RequestContext<CallToolRequestParams> call) =>
        Confirmed(call, "confirm") ? "state-ok" : throw NeedsConfirmation("confirm", "round-trip");

    [McpServerTool(Name = "test_input_required_result_tampered_state"), Description("Refuses state it did not issue.")]
    public static string Tampered(RequestContext<CallToolRequestParams> call) =>
        Confirmed(call, "confirm") ? "The state is intact." : throw NeedsConfirmation("confirm", "tamper-proof");

    [McpServerTool(Name = "test_input_required_result_multi_round"), Description("Asks twice, one question after the other.")]
    public static string TwoRounds(RequestContext<CallToolRequestParams> call)
    {
        var state = call.Params?.RequestState is { } held ? SealedState.Open(held) : "";
        if (state.StartsWith("name:", StringComparison.Ordinal) && Ask.TryAnswer(call.Params, "step2", out var color))
        {
            return $"{state["name:".Length..]} likes {Ask.Field(color, "color")}.";
        }

        throw state is "asked" && Ask.TryAnswer(call.Params, "step1", out var name)
            ? Needs("step2", Ask.UserInput("Step 2: What is your favorite color?", "color"), $"name:{Ask.Field(name, "name")}")
            : Needs("step1", Ask.UserInput("Step 1: What is your name?", "name"), "asked");
    }

    private static bool Confirmed(RequestContext<CallToolRequestParams> call, string key)
    {
        if (call.Params?.RequestState is not { } held)
        {
            return false;
        }

        _ = SealedState.Open(held);
        return Ask.TryAnswer(call.Params, key, out _);
    }

    private static InputRequiredException NeedsConfirmation(string key, string state) =>
        Needs(key, Ask.Confirmation("Please confirm"), state);

    private static InputRequiredException Needs(string key, InputRequest input, string state) =>
        new(new Dictionary<string, InputRequest> { [key] = input }, SealedState.Seal(state));
}
