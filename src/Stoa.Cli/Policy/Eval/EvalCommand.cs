using System.CommandLine;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Policy.Eval;

/// <summary><c>stoa policy eval</c>.</summary>
internal sealed class EvalCommand : DocumentedCommand
{
    private readonly Argument<string> _query = new("query") { Description = "The query, such as data.app.allow." };
    private readonly Option<string[]> _data = new("--data", "-d") { Description = "A folder, or a .rego, .json or .yaml file, to load. May be given several times.", HelpName = "path" };
    private readonly Option<string?> _input = new("--input", "-i") { Description = "The file with the document input as JSON, or - for what is piped in.", HelpName = "file" };
    private readonly Option<string> _format = OutputFormat.Option();
    private readonly Option<bool> _explain = new("--explain") { Description = "Shows what the evaluation did, step by step." };
    private readonly Option<bool> _strict = new("--strict-builtin-errors") { Description = "Ends with an error where a builtin fails. Otherwise its call is undefined." };
    private readonly Option<bool> _fail = new("--fail") { Description = "Exits with 1 where the query is undefined." };
    private readonly Option<bool> _failDefined = new("--fail-defined") { Description = "Exits with 1 where the query is defined." };
    private readonly BundleOptions _bundles = new();

    public EvalCommand(Terminal terminal)
        : base("eval", "Evaluates a query.")
    {
        Arguments.Add(_query);
        foreach (var option in new Option[] { _data, _input, _format, _explain, _strict, _fail, _failDefined })
        {
            Options.Add(option);
        }

        _bundles.AddTo(this);
        SetAction((parsed, cancellationToken) => Task.FromResult(Run(parsed, terminal, cancellationToken)));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa policy eval '1 + 1'",
        "stoa policy eval data.app.allow -d policies -i input.json",
        "stoa policy eval 'data.app.allow == true' -d policies -i - --fail < input.json",
        "stoa policy eval data.app.allow -b bundle.tar.gz --verification-key key.pem",
    ];

    public override IReadOnlyList<string> ExitCodes =>
    [
        "0  evaluated",
        "1  --fail and undefined, or --fail-defined and defined",
        "2  an error",
        "64 a wrong command line",
    ];

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var isJson = OutputFormat.IsJson(parsed.GetValue(_format));
        return PolicyRun.Guarded(terminal, isJson, errorCode: 2, run: lookup => new EvalRun(terminal, lookup).Run(Read(parsed, isJson), cancellationToken), cancellationToken);
    }

    private EvalRequest Read(ParseResult parsed, bool isJson) => new()
    {
        Query = parsed.GetValue(_query)!,
        Paths = parsed.GetValue(_data) ?? [],
        Bundles = _bundles.Paths(parsed),
        BundleOptions = _bundles.Read(parsed),
        InputFile = parsed.GetValue(_input),
        IsJson = isJson,
        Explain = parsed.GetValue(_explain),
        StrictBuiltinErrors = parsed.GetValue(_strict),
        Fail = parsed.GetValue(_fail),
        FailDefined = parsed.GetValue(_failDefined),
    };
}
