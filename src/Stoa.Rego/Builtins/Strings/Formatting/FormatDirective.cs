namespace Stoa.Rego.Builtins;

/// <summary>One directive of a format: its flags, width and precision.</summary>
internal struct FormatDirective
{
    public bool Minus;
    public bool Plus;
    public bool Sharp;
    public bool Space;
    public bool Zero;

    /// <summary>The flag # with the verb v.</summary>
    public bool SharpValue;

    /// <summary>The flag + with the verb v.</summary>
    public bool PlusValue;

    public int? Width;
    public int? Precision;

    /// <summary>Whether zeros fill up on the left.</summary>
    public readonly bool PadsWithZeros => Zero && !Minus && Width is not null;
}
