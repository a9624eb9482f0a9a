using System.CommandLine;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Shadow;

/// <summary><c>stoa shadow</c>.</summary>
internal static class ShadowCommand
{
    public static Command Create(Terminal terminal) => new("shadow", "Says what a gateway that only looks on would do if it enforced.")
    {
        new ReportCommand(terminal),
    };
}
