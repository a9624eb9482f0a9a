namespace Stoa.Rego.Builtins;

/// <summary>The kinds of value that an operand or result may have.</summary>
[Flags]
internal enum RegoTypes
{
    None = 0,
    Null = 1 << RegoKind.Null,
    Boolean = 1 << RegoKind.Boolean,
    Number = 1 << RegoKind.Number,
    Text = 1 << RegoKind.String,
    Array = 1 << RegoKind.Array,
    Members = 1 << RegoKind.Object,
    Set = 1 << RegoKind.Set,
    Collection = Array | Members | Set,
    List = Array | Set,
    Any = Null | Boolean | Number | Text | Collection,
}
