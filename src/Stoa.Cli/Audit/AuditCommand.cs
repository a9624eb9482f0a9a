using System.CommandLine;
using Stoa.Cli.Audit.Export;
using Stoa.Cli.Audit.Heads;
using Stoa.Cli.Audit.Keys;
using Stoa.Cli.Audit.Show;
using Stoa.Cli.Audit.Verify;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Audit;

/// <summary><c>stoa audit</c>.</summary>
internal static class AuditCommand
{
    public static Command Create(Terminal terminal) => new("audit", "Verifies, shows and exports audit trails.")
    {
        new VerifyCommand(terminal),
        new ShowCommand(terminal),
        new ExportCommand(terminal),
        new HeadsCommand(terminal),
        KeyCommand.Create(terminal),
    };
}
