using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Stoa.Mcp.ConformanceServer.Tools;

/// <summary>Tools that send the client a request of their own, as revisions before 2026-07-28 do.</summary>
[McpServerToolType]
internal sealed class AskingTools
{
    [McpServerTool(Name = "test_sampling"), Description("Asks the client's model.")]
    public static async Task<string> Sample(McpServer server, string prompt, CancellationToken cancellationToken)
    {
        var answer = await server.SampleAsync(Ask.Model(prompt, maxTokens: 100), cancellationToken);
        return $"LLM response: {string.Concat(answer.Content.OfType<TextContentBlock>().Select(block => block.Text))}";
    }

    [McpServerTool(Name = "test_elicitation"), Description("Asks the user for a name and an address.")]
    public static async Task<string> Elicit(McpServer server, string message, CancellationToken cancellationToken)
    {
        var answer = await server.ElicitAsync(Ask.User(message, required: ["username", "email"], fields: new()
        {
            ["username"] = new ElicitRequestParams.StringSchema { Description = "User's response" },
            ["email"] = new ElicitRequestParams.StringSchema { Description = "User's email address" },
        }), cancellationToken);
        return $"User response: {Describe(answer)}";
    }

    [McpServerTool(Name = "test_elicitation_sep1034_defaults"), Description("Asks with a default for each type (SEP-1034).")]
    public static async Task<string> ElicitWithDefaults(McpServer server, CancellationToken cancellationToken)
    {
        var answer = await server.ElicitAsync(Ask.User("Check these values.", fields: new()
        {
            ["name"] = new ElicitRequestParams.StringSchema { Default = "John Doe" },
            ["age"] = new ElicitRequestParams.NumberSchema { Type = "integer", Default = 30 },
            ["score"] = new ElicitRequestParams.NumberSchema { Default = 95.5 },
            ["status"] = new ElicitRequestParams.UntitledSingleSelectEnumSchema
            {
                Enum = ["active", "inactive", "pending"],
                Default = "active",
            },
            ["verified"] = new ElicitRequestParams.BooleanSchema { Default = true },
        }), cancellationToken);
        return $"Elicitation completed: {Describe(answer)}";
    }

    [McpServerTool(Name = "test_elicitation_sep1330_enums"), Description("Asks with every kind of choice (SEP-1330).")]
    public static async Task<string> ElicitWithChoices(McpServer server, CancellationToken cancellationToken)
    {
        var answer = await server.ElicitAsync(Ask.User("Choose.", fields: Choices()), cancellationToken);
        return $"Elicitation completed: {Describe(answer)}";
    }

    private static Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition> Choices() => new()
    {
        ["untitledSingle"] = new ElicitRequestParams.UntitledSingleSelectEnumSchema { Enum = ["option1", "option2", "option3"] },
        ["titledSingle"] = new ElicitRequestParams.TitledSingleSelectEnumSchema { OneOf = Titled("Option") },
#pragma warning disable MCP9001 // The older form is one of the five asked for.
        ["legacyEnum"] = new ElicitRequestParams.LegacyTitledEnumSchema
        {
            Enum = ["opt1", "opt2", "opt3"],
            EnumNames = ["Option One", "Option Two", "Option Three"],
        },
#pragma warning restore MCP9001
        ["untitledMulti"] = new ElicitRequestParams.UntitledMultiSelectEnumSchema
        {
            Items = new() { Enum = ["option1", "option2", "option3"] },
        },
        ["titledMulti"] = new ElicitRequestParams.TitledMultiSelectEnumSchema { Items = new() { AnyOf = Titled("Choice") } },
    };

    private static List<ElicitRequestParams.EnumSchemaOption> Titled(string noun) =>
    [
        new() { Const = "value1", Title = $"First {noun}" },
        new() { Const = "value2", Title = $"Second {noun}" },
        new() { Const = "value3", Title = $"Third {noun}" },
    ];

    private static string Describe(ElicitResult answer) =>
        $"action={answer.Action}, content={JsonSerializer.Serialize(answer.Content)}";
}
