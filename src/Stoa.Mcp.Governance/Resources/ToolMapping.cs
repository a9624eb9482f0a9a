using System.Collections.Frozen;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Where the arguments of a tool go in the HTTP request, beyond the default places.</summary>
public sealed record ToolMapping
{
    /// <summary>Every argument goes to its default place.</summary>
    public static ToolMapping Default { get; } = new();

    /// <summary>Argument by placeholder of the endpoint. <value>the argument of the placeholder's name</value></summary>
    public FrozenDictionary<string, string> Path { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Arguments that go into the query; null leaves the default.</summary>
    public IReadOnlyList<string>? Query { get; init; }

    /// <summary>Argument by header name.</summary>
    public FrozenDictionary<string, string> Headers { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The argument whose value is the body as a whole; null where there is none such.</summary>
    public string? BodyArgument { get; init; }

    /// <summary>Arguments that are members of the body; null leaves the default.</summary>
    public IReadOnlyList<string>? Body { get; init; }

    /// <summary>Whether callers see the beginning of what the API says beside an error status. <value>false</value></summary>
    public bool ErrorBody { get; init; }
}
