namespace Stoa.Mcp.Governance.Messages;

/// <summary>One <c>x-mcp-header</c> of a tool's schema.</summary>
/// <param name="Header">The whole header name: <c>Mcp-Param-Region</c>.</param>
/// <param name="Path">The keys that lead to the argument from <c>arguments</c>.</param>
internal sealed record ParameterAnnotation(string Header, IReadOnlyList<string> Path);
