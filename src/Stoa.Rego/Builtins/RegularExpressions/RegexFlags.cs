namespace Stoa.Rego.Builtins;

/// <summary>The flags that a pattern may set within itself.</summary>
[Flags]
internal enum RegexFlags
{
    None = 0,

    /// <summary><c>i</c>: letters stand for all their cases.</summary>
    FoldCase = 1,

    /// <summary><c>m</c>: ^ and $ stand at lines, not only at the text.</summary>
    MultiLine = 2,

    /// <summary><c>s</c>: a dot takes line feeds.</summary>
    DotAll = 4,

    /// <summary><c>U</c>: repetitions take as little as they can, and as much with a question mark.</summary>
    Ungreedy = 8,
}
