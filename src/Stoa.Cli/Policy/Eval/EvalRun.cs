using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy.Eval;

/// <summary>Evaluates, and writes the result.</summary>
internal sealed class EvalRun(Terminal terminal, SourceLookup lookup)
{
    public int Run(EvalRequest request, CancellationToken cancellationToken)
    {
        lookup.Add("query", request.Query);
        var sources = PolicySources.Load(request.Paths, request.Bundles, request.BundleOptions, lookup);
        var input = request.InputFile is null ? null : InputFile.Read(terminal, request.InputFile);
        var policy = sources.Compile(new RegoCompilerOptions { EnablePrint = true, EnableTrace = request.Explain });
        var explanation = request.Explain ? new RegoExplanation(sources.Modules.Append(new RegoSource("query", request.Query))) : null;
        try
        {
            var results = policy.QueryResults(request.Query).Evaluate(input, Options(request, explanation), cancellationToken);
            Write(request, results, explanation);
            return (request.Fail && results.Count == 0) || (request.FailDefined && results.Count > 0) ? 1 : ExitCode.Success;
        }
        catch (RegoException) when (!request.IsJson)
        {
            explanation?.Write(terminal.Out);
            throw;
        }
    }

    private RegoEvaluationOptions Options(EvalRequest request, RegoExplanation? explanation) => new()
    {
        StrictBuiltinErrors = request.StrictBuiltinErrors,
        Print = (text, _) => terminal.Error.WriteLine(text),
        Trace = explanation is null ? null : explanation.Add,
    };

    private void Write(EvalRequest request, IReadOnlyList<RegoResult> results, RegoExplanation? explanation)
    {
        if (request.IsJson)
        {
            terminal.Out.WriteLine(ResultJson.Of(results, explanation));
            return;
        }

        explanation?.Write(terminal.Out);
        ResultText.Write(terminal, results);
    }
}
