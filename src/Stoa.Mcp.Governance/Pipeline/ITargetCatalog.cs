using System.Text.Json;

namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What is known of a server's targets: of the app's own primitives, or of what an upstream lists.</summary>
internal interface ITargetCatalog
{
    /// <summary>The target's metadata, or <see cref="TargetMetadata.None"/>.</summary>
    TargetMetadata Find(GovernedTarget target);

    /// <summary>
    /// Whether the catalogue knows every target of the call's kind, so that what it does not know does not exist. False where the server
    /// answers by a handler of its own.
    /// </summary>
    bool IsComplete(GovernedCall call);

    /// <summary>The input schema of a tool; <see cref="JsonValueKind.Undefined"/> where none is known.</summary>
    JsonElement InputSchemaOf(GovernedTarget target);

    /// <summary>All that is on the list a notification is about; null where the catalogue cannot tell.</summary>
    /// <param name="notification">The method of a notification that a list has changed.</param>
    IReadOnlyList<ListedTarget>? On(string notification);
}
