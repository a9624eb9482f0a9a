using System.Globalization;
using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Test;

/// <summary>Shows tests as they end, then a summary. As JSON all comes at the end.</summary>
internal sealed class TestReport(Terminal terminal, SourceLookup lookup, TestRequest request)
{
    private string? _file;

    private Style Style => terminal.OutStyle;

    public static bool IsBad(RegoTestResult result) => result.Outcome is RegoTestOutcome.Failed or RegoTestOutcome.Error;

    public void Add(RegoTestResult result, RegoExplanation? explanation)
    {
        if (request.IsJson || (!request.IsVerbose && result.Outcome == RegoTestOutcome.Passed))
        {
            return;
        }

        if (_file != result.Location.File)
        {
            _file = result.Location.File;
            terminal.Out.WriteLine($"{Style.Strong(_file)}:");
        }

        terminal.Out.WriteLine($"  {Word(result.Outcome)} {result.FullName}{Style.Faint(result.Outcome == RegoTestOutcome.Skipped ? "" : $" ({Time(result.Duration)})")}{(IsBad(result) ? Style.Faint($" at row {result.Location.Row}") : "")}");
        foreach (var (name, passed) in result.Cases.Where(@case => request.IsVerbose || !@case.Value))
        {
            terminal.Out.WriteLine($"    {(passed ? Style.Good("PASS") : Style.Bad("FAIL"))} {Printable.Of(name)}");
        }

        foreach (var line in result.Output)
        {
            terminal.Out.WriteLine($"    {Printable.Of(line)}");
        }

        ErrorWriter.Write(terminal with { Error = terminal.Out, ErrorStyle = Style }, result.Errors, lookup);
        if (IsBad(result))
        {
            explanation?.Write(terminal.Out);
        }
    }

    public void Conclude(IReadOnlyList<RegoTestResult> results, RegoCoverageReport? coverage)
    {
        if (request.IsJson)
        {
            WriteJson(results, coverage);
            return;
        }

        if (_file is not null)
        {
            terminal.Out.WriteLine();
        }

        foreach (var outcome in Enum.GetValues<RegoTestOutcome>())
        {
            var count = results.Count(result => result.Outcome == outcome);
            if (count > 0)
            {
                terminal.Out.WriteLine($"{Word(outcome)} {count}/{results.Count}");
            }
        }

        if (coverage is not null)
        {
            terminal.Out.WriteLine();
            CoverageText.Write(terminal, coverage);
        }
    }

    // Programs that read coverage read it alone; what failed is still said.
    private void WriteJson(IReadOnlyList<RegoTestResult> results, RegoCoverageReport? coverage)
    {
        if (coverage is null)
        {
            terminal.Out.WriteLine(TestJson.Of(results));
            return;
        }

        terminal.Out.WriteLine(coverage.ToJson());
        foreach (var result in results.Where(IsBad))
        {
            terminal.Error.WriteLine($"{result.Location}: {result.FullName}: {result.Outcome.ToString().ToUpperInvariant()}");
        }
    }

    private string Word(RegoTestOutcome outcome) => outcome switch
    {
        RegoTestOutcome.Passed => Style.Good("PASS:"),
        RegoTestOutcome.Failed => Style.Bad("FAIL:"),
        RegoTestOutcome.Error => Style.Bad("ERROR:"),
        _ => Style.Doubtful("SKIPPED:"),
    };

    private static string Time(TimeSpan duration) => duration.TotalMilliseconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMicroseconds:0} µs")
        : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0.#} ms");
}
