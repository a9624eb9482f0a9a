namespace Quickstart.Walkthrough;

/// <summary>One thing that is tried.</summary>
/// <param name="Caller">Who tries it.</param>
/// <param name="Title">What is tried.</param>
/// <param name="Expected">The answer that must come back.</param>
/// <param name="TryAsync">Tries it.</param>
/// <param name="Records">The audit records that it must leave, in order.</param>
internal sealed record Step(
    string Caller, string Title, string Expected, Func<Visitors, Task<Observed>> TryAsync, params ExpectedRecord[] Records);
