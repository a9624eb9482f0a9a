using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Test;

/// <summary>Runs tests, and writes how they end.</summary>
internal sealed class TestRun(Terminal terminal, SourceLookup lookup, TestRequest request)
{
    private const int Failed = 2;

    private readonly List<RegoTestResult> _results = [];

    public int Run(PolicySources sources, CancellationToken cancellationToken)
    {
        var policy = sources.Compile(new RegoCompilerOptions { EnablePrint = true, EnableTrace = request.Coverage || request.Explain });
        var coverage = request.Coverage ? new RegoCoverage(policy) : null;
        var report = new TestReport(terminal, lookup, request);
        RunTests(policy, sources, coverage, report, cancellationToken);
        return Conclude(report, coverage?.Report());
    }

    private void RunTests(RegoPolicy policy, PolicySources sources, RegoCoverage? coverage, TestReport report, CancellationToken cancellationToken)
    {
        RegoExplanation? explanation = null;
        var evaluation = new RegoEvaluationOptions
        {
            Deadline = request.Timeout,
            Trace = !request.Coverage && !request.Explain ? null : traced =>
            {
                coverage?.Add(traced);
                explanation?.Add(traced);
            },
        };
        explanation = NewExplanation(sources);
        foreach (var result in RegoTestRunner.Run(policy, new RegoTestOptions { Filter = request.Filter, Evaluation = evaluation }, cancellationToken))
        {
            _results.Add(result);
            report.Add(result, explanation);
            explanation = NewExplanation(sources);
        }
    }

    private RegoExplanation? NewExplanation(PolicySources sources) => request.Explain ? new RegoExplanation(sources.Modules) : null;

    private int Conclude(TestReport report, RegoCoverageReport? coverage)
    {
        if (_results.Count == 0)
        {
            ErrorWriter.WriteLine(terminal, request.Filter is null ? "there are no tests" : $"no test matches {request.Filter}", "a test is a rule whose name begins with test_");
            return Failed;
        }

        report.Conclude(_results, coverage);
        var isBelow = coverage is not null && coverage.Percent < request.Threshold;
        if (isBelow)
        {
            ErrorWriter.WriteLine(terminal, FormattableString.Invariant($"the coverage is {coverage!.Percent} %, and it must be {request.Threshold} %"));
        }

        return isBelow || _results.Exists(TestReport.IsBad) ? Failed : ExitCode.Success;
    }
}
