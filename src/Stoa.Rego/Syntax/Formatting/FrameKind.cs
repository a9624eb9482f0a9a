namespace Stoa.Rego.Syntax;

/// <summary>What brackets hold.</summary>
internal enum FrameKind
{
    /// <summary>Items between commas: of an array, set, object or call.</summary>
    List,

    /// <summary>One term: a key, or an expression in parentheses.</summary>
    Single,

    Comprehension,

    /// <summary>Expressions in braces.</summary>
    Block,

    /// <summary>Braces that are left away around one expression.</summary>
    Bare,
}
