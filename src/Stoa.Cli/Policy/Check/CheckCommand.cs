using System.CommandLine;
using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Check;

/// <summary><c>stoa policy check</c>.</summary>
internal sealed class CheckCommand : DocumentedCommand
{
    private readonly Argument<string[]> _paths = new("path") { Description = "Folders, and .rego, .json or .yaml files.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _format = OutputFormat.Option();
    private readonly BundleOptions _bundles = new();

    public CheckCommand(Terminal terminal)
        : base("check", "Parses and compiles policies, and shows all errors.")
    {
        Arguments.Add(_paths);
        Options.Add(_format);
        _bundles.AddTo(this);
        Validators.Add(result =>
        {
            if (result.GetValue(_paths) is not { Length: > 0 } && _bundles.AreAbsent(result))
            {
                result.AddError("Give a path or a bundle to check.");
            }
        });
        SetAction((parsed, cancellationToken) => Task.FromResult(Run(parsed, terminal, cancellationToken)));
    }

    public override IReadOnlyList<string> Examples =>
    [
        "stoa policy check policies",
        "stoa policy check -b bundle.tar.gz --format json",
    ];

    public override IReadOnlyList<string> ExitCodes => ["0  no errors", "1  errors", "64 a wrong command line"];

    private int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var isJson = OutputFormat.IsJson(parsed.GetValue(_format));
        return PolicyRun.Guarded(terminal, isJson, errorCode: 1, run: lookup => Check(parsed, terminal, isJson, lookup), cancellationToken);
    }

    private int Check(ParseResult parsed, Terminal terminal, bool isJson, SourceLookup lookup)
    {
        var sources = PolicySources.Load(parsed.GetValue(_paths) ?? [], _bundles.Paths(parsed), _bundles.Read(parsed), lookup);
        sources.Compile(new RegoCompilerOptions { EnablePrint = true });
        var count = sources.Modules.Count();
        terminal.Out.WriteLine(isJson ? "{}" : $"{terminal.OutStyle.Good("ok")}: {count} {(count == 1 ? "module" : "modules")}");
        return ExitCode.Success;
    }
}
