namespace Stoa.Mcp.LoadComparison;

/// <summary>The same app, served in ways that differ in governance alone.</summary>
internal static class Variants
{
    /// <summary>The bare MCP endpoint.</summary>
    public const string Raw = "raw";

    /// <summary>An incoming and an outgoing filter that do nothing, and a middleware that reads the body once and puts it back.</summary>
    public const string NoOp = "noop";

    /// <summary>Governed: JWT from the cache, grants, a quota, audit <c>Buffered</c>, metering to a file.</summary>
    public const string Buffered = "buffered";

    /// <summary>The same with audit <c>BeforeAnswer</c>.</summary>
    public const string BeforeAnswer = "before-answer";

    public static readonly IReadOnlyList<string> All = [Raw, NoOp, Buffered, BeforeAnswer];

    public static bool IsGoverned(string variant) => variant is Buffered or BeforeAnswer;
}
