namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>What the members of a result ask of the gateway. A result without any of them leaves as it came.</summary>
[Flags]
internal enum ResultTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>isError</c> is true.</summary>
    IsError = 1,

    /// <summary><c>resultType</c> is not <c>complete</c>: a <c>requestState</c> is to be sealed.</summary>
    InputRequired = 2,

    /// <summary>It describes a task, whose id is to be bound to its owner.</summary>
    HasTask = 4,

    /// <summary>It has hints for caches.</summary>
    HasCacheHints = 8,
}
