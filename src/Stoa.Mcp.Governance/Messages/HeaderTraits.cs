namespace Stoa.Mcp.Governance.Messages;

/// <summary>What the names of a request's headers have in them, found in one pass, so that later checks pass over those that need no look.</summary>
[Flags]
internal enum HeaderTraits
{
    /// <summary>Nothing of what follows.</summary>
    None = 0,

    /// <summary>A name has an underscore.</summary>
    Underscore = 1,

    /// <summary>A header repeats an argument, or says that it does (<c>Mcp-Param-*</c>).</summary>
    Parameter = 2,
}
