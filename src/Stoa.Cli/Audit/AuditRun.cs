using Stoa.Cli.Terminals;

namespace Stoa.Cli.Audit;

/// <summary>Runs a command that reads a trail.</summary>
internal static class AuditRun
{
    public static Task<int> GuardedAsync(Terminal terminal, Func<Task<int>> run, CancellationToken cancellationToken) => CommandRun.GuardedAsync(
        terminal,
        async () =>
        {
            try
            {
                return await run();
            }
            catch (FormatException error)
            {
                throw new UserError(error.Message, "stoa audit verify says what is wrong with a trail.");
            }
        },
        cancellationToken);
}
