using System.CommandLine;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Keys;

/// <summary><c>stoa key</c>.</summary>
internal static class KeysCommand
{
    public static Command Create(Terminal terminal) => new("key", "Makes, lists, replaces and revokes API keys in a key file.")
    {
        new NewCommand(terminal),
        new ListCommand(terminal),
        new RevokeCommand(terminal),
        new RotateCommand(terminal),
    };
}
