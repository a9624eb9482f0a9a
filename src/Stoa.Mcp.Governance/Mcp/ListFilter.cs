using System.Text.Json.Nodes;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Takes out of a list what the caller may not see. Cursors stay as they are: they name the app's pages, not ours.</summary>
internal sealed class ListFilter(PolicyStep policy, TimeProvider time)
{
    public async ValueTask FilterAsync(GovernedCall call, JsonObject result, ITargetCatalog catalog, CancellationToken cancellationToken)
    {
        if (ListShape.Of(call.Operation) is not { } shape)
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
            questions[i] = PolicyQuestions.MaySee(call, shape.UsedBy, target, catalog.Find(target), now);
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
}
