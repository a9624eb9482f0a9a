namespace Stoa.Rego;

/// <summary>A test that was run, or skipped.</summary>
/// <param name="Package">The package, such as <c>data.app</c>.</param>
/// <param name="Name">The rule.</param>
/// <param name="Location">Where its first rule begins.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Duration">How long its evaluation took.</param>
public sealed record RegoTestResult(string Package, string Name, SourceLocation Location, RegoTestOutcome Outcome, TimeSpan Duration)
{
    /// <summary>The package and the rule.</summary>
    public string FullName => $"{Package}.{Name}";

    /// <summary>The errors of an evaluation that failed.</summary>
    public IReadOnlyList<RegoError> Errors { get; init; } = [];

    /// <summary>What it printed, where the policy was compiled with <see cref="RegoCompilerOptions.EnablePrint"/>.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    /// <summary>The cases of a test that is an object (<c>test_x[case] if …</c>) and whether each is true; else none.</summary>
    public IReadOnlyDictionary<string, bool> Cases { get; init; } = new Dictionary<string, bool>();
}
