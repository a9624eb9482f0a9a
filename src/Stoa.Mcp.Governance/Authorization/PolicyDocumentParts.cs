namespace Stoa.Mcp.Governance.Authorization;

/// <summary>Parts of the document that are made anew for every call, and so only where a rule reads them.</summary>
[Flags]
internal enum PolicyDocumentParts
{
    None = 0,
    Context = 1,
    Arguments = 2,
    All = Context | Arguments,
}
