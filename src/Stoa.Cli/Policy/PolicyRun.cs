using Stoa.Cli.Terminals;
using Stoa.Rego;

namespace Stoa.Cli.Policy;

/// <summary>Runs a command of the family, and shows what goes wrong as its user can use it.</summary>
internal static class PolicyRun
{
    /// <param name="terminal">Where errors go.</param>
    /// <param name="isJson">Whether they go there as JSON.</param>
    /// <param name="errorCode">The command's exit code for errors.</param>
    /// <param name="run">The command. It adds to the lookup what errors may point to.</param>
    /// <param name="cancellationToken">Whether it was interrupted.</param>
    public static int Guarded(Terminal terminal, bool isJson, int errorCode, Func<SourceLookup, int> run, CancellationToken cancellationToken)
    {
        var lookup = new SourceLookup();
        try
        {
            return run(lookup);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Error.WriteLine("interrupted");
            return ExitCode.Cancelled;
        }
        catch (RegoException error)
        {
            Show(terminal, isJson, error.Errors, lookup);
        }
        catch (RegoBundleException error)
        {
            Show(terminal, isJson, error.Message, null);
        }
        catch (UserError error)
        {
            Show(terminal, isJson, error.Message, error.Hint);
        }

        return errorCode;
    }

    private static void Show(Terminal terminal, bool isJson, IReadOnlyList<RegoError> errors, SourceLookup lookup)
    {
        if (isJson)
        {
            ShowJson(terminal, errors);
            return;
        }

        ErrorWriter.Write(terminal, errors, lookup);
    }

    private static void Show(Terminal terminal, bool isJson, string message, string? hint)
    {
        if (isJson)
        {
            ShowJson(terminal, [new RegoError("load_error", message, null, hint)]);
            return;
        }

        ErrorWriter.WriteLine(terminal, message, hint);
    }

    private static void ShowJson(Terminal terminal, IReadOnlyList<RegoError> errors) => terminal.Out.WriteLine(JsonOutput.Of(writer =>
    {
        writer.WriteStartObject();
        JsonOutput.WriteErrors(writer, errors);
        writer.WriteEndObject();
    }));
}
