namespace Stoa.Mcp.Governance.Resources.Schemas;

/// <summary>Types of JSON values, as the keyword <c>type</c> has them.</summary>
[Flags]
internal enum SchemaTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
}
