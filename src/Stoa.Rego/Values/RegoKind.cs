using System.Diagnostics.CodeAnalysis;

namespace Stoa.Rego;

/// <summary>What kind of value a <see cref="RegoValue"/> is. The order of the members is the order of values of different kinds.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The names of Rego's types.")]
public enum RegoKind
{
    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number of any size and precision.</summary>
    Number,

    /// <summary>A string of Unicode code points.</summary>
    String,

    /// <summary>A sequence of values.</summary>
    Array,

    /// <summary>A mapping from values of any kind to values.</summary>
    Object,

    /// <summary>A collection without duplicates.</summary>
    Set,
}
