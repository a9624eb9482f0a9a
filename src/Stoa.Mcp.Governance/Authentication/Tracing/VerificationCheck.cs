namespace Stoa.Mcp.Governance.Authentication.Tracing;

/// <summary>One check.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Found">What was found, or null.</param>
internal sealed record VerificationCheck(string Name, string? Found)
{
    /// <summary>Why it failed; null where it passed.</summary>
    public string? Refusal { get; init; }
}
