namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>What kind of thing a message addresses.</summary>
public enum GovernedTargetKind
{
    /// <summary>The server as a whole: lists, handshake, ping, logging.</summary>
    Server,

    /// <summary>A tool, by name.</summary>
    Tool,

    /// <summary>A prompt, by name.</summary>
    Prompt,

    /// <summary>A resource, by URI.</summary>
    Resource,

    /// <summary>A resource template, by URI template.</summary>
    ResourceTemplate,

    /// <summary>A task, by the handle that the server gave out.</summary>
    Task,
}
