using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>Where a list has its items, and what they are.</summary>
/// <param name="Operation">The method that asks for the list.</param>
/// <param name="Items">The member of the result that holds the items.</param>
/// <param name="Name">The member of an item that names it.</param>
/// <param name="Kind">What an item is.</param>
/// <param name="UsedBy">The method that makes use of an item, which decides whether a caller sees it.</param>
internal sealed record ListShape(string Operation, string Items, string Name, GovernedTargetKind Kind, string UsedBy)
{
    /// <summary>All lists there are.</summary>
    public static IReadOnlyList<ListShape> All { get; } =
    [
        new(RequestMethods.ToolsList, "tools", "name", GovernedTargetKind.Tool, RequestMethods.ToolsCall),
        new(RequestMethods.PromptsList, "prompts", "name", GovernedTargetKind.Prompt, RequestMethods.PromptsGet),
        new(RequestMethods.ResourcesList, "resources", "uri", GovernedTargetKind.Resource, RequestMethods.ResourcesRead),
        new(RequestMethods.ResourcesTemplatesList, "resourceTemplates", "uriTemplate", GovernedTargetKind.ResourceTemplate, RequestMethods.ResourcesRead),
    ];

    /// <summary>The list that a method asks for, or null.</summary>
    public static ListShape? Of(string operation)
    {
        foreach (var shape in All)
        {
            if (shape.Operation == operation)
            {
                return shape;
            }
        }

        return null;
    }
}
