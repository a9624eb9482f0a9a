namespace Stoa.Rego;

/// <summary>What a token of a scanned document is.</summary>
internal enum ScannedKind
{
    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>true</c>.</summary>
    True,

    /// <summary><c>false</c>.</summary>
    False,

    /// <summary>A number of up to 18 digits and nothing else.</summary>
    PlainNumber,

    /// <summary>Any other number.</summary>
    Number,

    /// <summary>A string or name in ASCII without escapes.</summary>
    PlainText,

    /// <summary>A string or name without escapes.</summary>
    Text,

    /// <summary>A string or name with escapes.</summary>
    EscapedText,

    /// <summary>An array.</summary>
    Array,

    /// <summary>An object.</summary>
    Object,
}
