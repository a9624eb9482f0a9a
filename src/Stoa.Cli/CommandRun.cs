using Microsoft.Extensions.Options;
using Stoa.Cli.Terminals;

namespace Stoa.Cli;

/// <summary>Runs a command, and shows what goes wrong as its user can use it.</summary>
internal static class CommandRun
{
    /// <summary>The exit code for errors; 1 is what a command says of what it looked at.</summary>
    public const int Error = 2;

    public static async Task<int> GuardedAsync(Terminal terminal, Func<Task<int>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Error.WriteLine("interrupted");
            return ExitCode.Cancelled;
        }
        catch (UserError error)
        {
            ErrorWriter.WriteLine(terminal, error.Message, error.Hint);
        }
        catch (OptionsValidationException error)
        {
            foreach (var failure in error.Failures)
            {
                ErrorWriter.WriteLine(terminal, failure);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            ErrorWriter.WriteLine(terminal, error.Message);
        }

        return Error;
    }
}
