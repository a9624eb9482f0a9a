using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Takes out of a list what the caller may not see. Cursors stay as they are: they name the app's pages, not ours.</summary>
internal sealed class ListFilter(PolicyStep policy, TimeProvider time)
{
    private static readonly Dictionary<string, ListShape> Lists = new(StringComparer.Ordinal)
    {
        [RequestMethods.ToolsList] = new("tools", "name", GovernedTargetKind.Tool, RequestMethods.ToolsCall),
        [RequestMethods.PromptsList] = new("prompts", "name", GovernedTargetKind.Prompt, RequestMethods.PromptsGet),
        [RequestMethods.ResourcesList] = new("resources", "uri", GovernedTargetKind.Resource, RequestMethods.ResourcesRead),
        [RequestMethods.ResourcesTemplatesList] = new("resourceTemplates", "uriTemplate", GovernedTargetKind.ResourceTemplate, RequestMethods.ResourcesRead),
    };

    public async ValueTask FilterAsync(GovernedCall call, JsonObject result, McpServerOptions server, CancellationToken cancellationToken)
    {
        if (!Lists.TryGetValue(call.Operation, out var shape))
        {
            return;
        }

        if (result[shape.Items] is not JsonArray items)
        {
            result[shape.Items] = new JsonArray();
            return;
        }

        var now = time.GetUtcNow();
        var questions = new PolicyInput[items.Count];
        for (var i = 0; i < questions.Length; i++)
        {
            var target = new GovernedTarget(shape.Kind, NameOf(items[i], shape.Name));
            questions[i] = PolicyQuestions.MaySee(call, shape.UsedBy, target, PrimitiveCatalog.Find(server, target), now);
        }

        var visible = await policy.FilterVisibleAsync(questions, cancellationToken);
        for (var i = questions.Length - 1; i >= 0; i--)
        {
            if (!visible[i] || questions[i].Target.Name.Length == 0)
            {
                items.RemoveAt(i);
            }
        }
    }

    private static string NameOf(JsonNode? item, string property) =>
        item is JsonObject described && described[property] is JsonValue value && value.TryGetValue(out string? name) ? name : "";

    private sealed record ListShape(string Items, string Name, GovernedTargetKind Kind, string UsedBy);
}
