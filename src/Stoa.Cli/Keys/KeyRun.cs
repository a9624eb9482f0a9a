using Stoa.Cli.Terminals;

namespace Stoa.Cli.Keys;

/// <summary>Runs a command of the family, and shows what goes wrong as its user can use it.</summary>
internal static class KeyRun
{
    /// <summary>The exit code for errors of every command of the family.</summary>
    public const int Error = 2;

    public static async Task<int> GuardedAsync(Terminal terminal, Func<Task<int>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Error.WriteLine("interrupted");
            return ExitCode.Cancelled;
        }
        catch (UserError error)
        {
            ErrorWriter.WriteLine(terminal, error.Message, error.Hint);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            ErrorWriter.WriteLine(terminal, error.Message);
        }

        return Error;
    }
}
