using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>Reads <c>metadata</c> of a <c>ToolSet</c>: what policies read of its tools.</summary>
internal static class ToolOverlayReader
{
    private const string Field = "metadata";
    private const int MostCost = 1_000_000;

    private static readonly string[] WhatItSays = ["toolNamespace", "environment", "access", "scopes", "cost"];

    private static readonly WordTable<ToolAccess> AccessWords = new(
        ("read", ToolAccess.Read),
        ("write", ToolAccess.Write),
        ("destructive", ToolAccess.Destructive),
        ("unclassified", ToolAccess.Unclassified));

    public static IReadOnlyList<ToolOverlay> Read(FieldReader spec)
    {
        var items = spec.Items(Field) ?? [];
        var overlays = new List<ToolOverlay>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (spec.Nested(items[i], $"{Field}[{i}]") is { } fields)
            {
                overlays.Add(ReadOne(fields));
            }
        }

        return overlays;
    }

    private static ToolOverlay ReadOne(FieldReader fields)
    {
        fields.Require("tools", "patterns over the names that the server gives its tools; '*' is all");
        var overlay = new ToolOverlay
        {
            Tools = [.. (fields.SomeTexts("tools", NameRules.Pattern, "nothing here: it is required") ?? []).Select(text => new NamePattern(text))],
            ToolNamespace = fields.Text("toolNamespace", NameRules.Name),
            Environment = fields.Text("environment", NameRules.Name),
            Access = fields.Text("access", AccessWords.Check) is { } word ? AccessWords.Read(word) : null,
            Scopes = ToolReader.ReadScopes(fields),
            Cost = fields.Count("cost", least: 0, MostCost),
        };
        fields.RefuseOthers();
        if (fields.Has("tools") && !WhatItSays.Any(fields.Has))
        {
            fields.Wrong("tools", $"is all there is: say at least one of {string.Join(", ", WhatItSays)} of them");
        }

        return overlay;
    }
}
