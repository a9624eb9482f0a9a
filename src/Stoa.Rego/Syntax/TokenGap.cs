namespace Stoa.Rego.Syntax;

/// <summary>What stands between two tokens.</summary>
internal enum TokenGap : byte
{
    None,
    Space,
    Line,
}
