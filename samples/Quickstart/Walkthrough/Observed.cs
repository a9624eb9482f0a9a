namespace Quickstart.Walkthrough;

/// <summary>What came back.</summary>
/// <param name="Answer">Compared with what was expected.</param>
/// <param name="Detail">Shown only: what differs from run to run.</param>
internal sealed record Observed(string Answer, string? Detail = null);
