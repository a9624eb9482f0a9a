using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Policy.Test;

/// <summary><c>stoa policy test</c>.</summary>
internal sealed class TestCommand : DocumentedCommand
{
    private readonly Argument<string[]> _paths = new("path") { Description = "Folders, and .rego, .json or .yaml files.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _run = new("--run", "-r") { Description = "Runs only tests whose full name, data.app.test_x, matches this regular expression.", HelpName = "regex" };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Shows tests that pass too, and what they print." };
    private readonly Option<bool> _explain = new("--explain") { Description = "Shows what tests that fail did, step by step." };
    private readonly Option<bool> _coverage = new("--coverage", "-c") { Description = "Shows which rows the tests reach." };
    private readonly Option<double?> _threshold = new("--threshold") { Description = "Fails where less than this is reached, in percent. Implies --coverage.", HelpName = "percent" };
    private readonly Option<double> _timeout = new("--timeout") { Description = "How long one test may take, in seconds.", DefaultValueFactory = _ => 5, HelpName = "seconds" };
    private readonly Option<string> _format = OutputFormat.Option();
    private readonly BundleOptions _bundles = new();

    public TestCommand(Terminal terminal)
        : base("test", "Runs the rules of policies that are tests: test_….")
    {
        Arguments.Add(_paths);
        foreach (var option in new Option[] { _run, _verbose, _explain, _coverage, _threshold, _timeout, _format })
        {
            Options.Add(option);
        }

        _bundles.AddTo(this);
        Validators.Add(Validate);
        SetAction((parsed, cancellationToken) => Task.FromResult(Run(parsed, terminal, cancellationToken)));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa policy test policies",
        "stoa policy test policies -r 'data.app.test_deny' -v",
        "stoa policy test policies --coverage --threshold 80",
        "stoa policy test policies --coverage --format json > coverage.json",
    ];

    public override IReadOnlyList<string> ExitCodes =>
    [
        "0  all tests pass",
        "1  an error: no test could be run",
        "2  a test fails, there is none, or too little is reached",
        "64 a wrong command line",
    ];

    private void Validate(CommandResult result)
    {
        if (result.GetValue(_paths) is not { Length: > 0 } && _bundles.AreAbsent(result))
        {
            result.AddError("Give a path or a bundle to test.");
        }

        if (result.GetValue(_threshold) is < 0 or > 100)
        {
            result.AddError("--threshold is a percentage, from 0 to 100.");
        }

        if (result.GetValue(_timeout) is not (> 0 and <= 86_400))
        {
            result.AddError("--timeout is a number of seconds above 0 and up to 86400.");
        }

        if (result.GetValue(_run) is { } pattern && FilterOf(pattern) is null)
        {
            result.AddError("--run is no regular expression, or one with look-around or back references.");
        }
    }

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var request = Read(parsed);
        return PolicyRun.Guarded(terminal, request.IsJson, errorCode: 1, run: lookup =>
        {
            var sources = PolicySources.Load(parsed.GetValue(_paths) ?? [], _bundles.Paths(parsed), _bundles.Read(parsed), lookup);
            return new TestRun(terminal, lookup, request).Run(sources, cancellationToken);
        }, cancellationToken);
    }

    private TestRequest Read(ParseResult parsed) => new()
    {
        Filter = parsed.GetValue(_run) is { } pattern ? FilterOf(pattern) : null,
        IsVerbose = parsed.GetValue(_verbose),
        Explain = parsed.GetValue(_explain),
        Coverage = parsed.GetValue(_coverage) || parsed.GetValue(_threshold) is not null,
        Threshold = parsed.GetValue(_threshold),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
        IsJson = OutputFormat.IsJson(parsed.GetValue(_format)),
    };

    private static Regex? FilterOf(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
