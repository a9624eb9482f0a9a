namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>Where an argument goes in the HTTP request.</summary>
internal enum ToolArgumentPlace
{
    None,
    Path,
    Query,
    Header,
    Body,

    /// <summary>Its value is the body as a whole.</summary>
    WholeBody,
}
