namespace Stoa.Rego.Builtins;

/// <summary>What an instruction does.</summary>
internal enum RegexInstructionKind
{
    /// <summary>Ends the program: all matched.</summary>
    Match,

    /// <summary>Reads one code point.</summary>
    Read,

    /// <summary>Goes two ways.</summary>
    Split,

    /// <summary>Keeps the position in a slot.</summary>
    Save,

    /// <summary>Goes on only where an assertion holds.</summary>
    Assert,

    /// <summary>Goes on elsewhere.</summary>
    Jump,
}
