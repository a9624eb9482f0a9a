using Stoa.Rego.Compilation;

namespace Stoa.Rego;

/// <summary>
/// Runs the tests of a policy, as <c>opa test</c> does: every rule whose name begins with <c>test_</c> must be true. Rules whose names begin with
/// <c>todo_test_</c> are skipped. Each test is an evaluation of its own.
/// </summary>
public static class RegoTestRunner
{
    private const string Prefix = "test_";
    private const string SkippedPrefix = "todo_test_";

    /// <summary>Runs the tests one by one, in order of file and place, as the results are asked for.</summary>
    /// <param name="policy">The policy, with its tests.</param>
    /// <param name="options">Which tests, and their limits; or null for the defaults.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static IEnumerable<RegoTestResult> Run(RegoPolicy policy, RegoTestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Run(policy, options ?? new RegoTestOptions(), TestsOf(policy), cancellationToken);
    }

    private static IEnumerable<RegoTestResult> Run(RegoPolicy policy, RegoTestOptions options, IEnumerable<RegoTestResult> tests, CancellationToken cancellationToken)
    {
        foreach (var test in tests.Where(test => options.Filter?.IsMatch(test.FullName) ?? true))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return test.Outcome == RegoTestOutcome.Skipped ? test : Run(policy, test, options.Evaluation, cancellationToken);
        }
    }

    private static IEnumerable<RegoTestResult> TestsOf(RegoPolicy policy) => policy.Modules
        .SelectMany(module => module.Rules.Where(rule => rule.Head.Arguments is null && !rule.IsDefault).Select(rule => (Package: PackageOf(module.Package.Path), Name: NameOf(rule), rule.Location)))
        .Where(test => test.Name.StartsWith(Prefix, StringComparison.Ordinal) || test.Name.StartsWith(SkippedPrefix, StringComparison.Ordinal))
        .DistinctBy(test => (test.Package, test.Name))
        .OrderBy(test => test.Location.File, StringComparer.Ordinal)
        .ThenBy(test => test.Location.Row)
        .Select(test => new RegoTestResult(
            test.Package, test.Name, test.Location, test.Name.StartsWith(SkippedPrefix, StringComparison.Ordinal) ? RegoTestOutcome.Skipped : RegoTestOutcome.Failed, TimeSpan.Zero));

    private static string NameOf(Syntax.Rule rule) => ((RegoString)((Syntax.ValueTerm)rule.Head.Path[0]).Value).Value;

    private static string PackageOf(IReadOnlyList<string> path) => RuleNode.NameOf(path.Select(part => (RegoValue)RegoString.Of(part)));

    private static RegoTestResult Run(RegoPolicy policy, RegoTestResult test, RegoEvaluationOptions evaluation, CancellationToken cancellationToken)
    {
        var output = new List<string>();
        var document = policy.Document($"{test.Package}[{RegoString.Of(test.Name)}]");
        var started = evaluation.TimeProvider.GetTimestamp();
        try
        {
            var value = document.Evaluate(null, evaluation with { Print = Listening(evaluation.Print, output) }, cancellationToken);
            return CasesOf(value) is { Count: > 0 } cases
                ? Ended(cases.Values.All(passed => passed)) with { Cases = cases }
                : Ended(value == RegoBoolean.True);
        }
        catch (RegoException error)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Ended(false) with { Outcome = RegoTestOutcome.Error, Errors = error.Errors };
        }

        RegoTestResult Ended(bool passed) => test with
        {
            Outcome = passed ? RegoTestOutcome.Passed : RegoTestOutcome.Failed,
            Duration = evaluation.TimeProvider.GetElapsedTime(started),
            Output = output,
        };
    }

    private static Dictionary<string, bool> CasesOf(RegoValue? value) => value is RegoObject cases
        ? cases.ToDictionary(entry => (entry.Key as RegoString)?.Value ?? entry.Key.ToString(), entry => entry.Value == RegoBoolean.True)
        : [];

    private static Action<string, SourceLocation> Listening(Action<string, SourceLocation>? listener, List<string> output) => (text, location) =>
    {
        output.Add(text);
        listener?.Invoke(text, location);
    };
}
