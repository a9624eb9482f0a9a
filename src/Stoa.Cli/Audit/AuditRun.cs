using Stoa.Cli.Terminals;

namespace Stoa.Cli.Audit;

/// <summary>Runs a command of the family, and shows what goes wrong as its user can use it.</summary>
internal static class AuditRun
{
    /// <summary>The exit code for errors of every command of the family; 1 is what <c>verify</c> says of a broken trail.</summary>
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
        catch (FormatException error)
        {
            ErrorWriter.WriteLine(terminal, error.Message, "stoa audit verify says what is wrong with a trail.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            ErrorWriter.WriteLine(terminal, error.Message);
        }

        return Error;
    }
}
