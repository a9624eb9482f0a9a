namespace Stoa.Rego.Syntax;

/// <summary>What braces behind <c>if</c> hold.</summary>
internal enum BraceMeaning
{
    Block,
    Term,

    /// <summary>A set comprehension, or a block that begins with an operator <c>|</c>.</summary>
    Unclear,
}
