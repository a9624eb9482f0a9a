namespace RestTools.Walkthrough;

/// <summary>One thing that is tried.</summary>
/// <param name="Caller">Who tries it.</param>
/// <param name="Title">What is tried.</param>
/// <param name="Expected">The answer that must come back.</param>
/// <param name="TryAsync">Tries it.</param>
internal sealed record Step(string Caller, string Title, string Expected, Func<Visitor, Task<string>> TryAsync);
