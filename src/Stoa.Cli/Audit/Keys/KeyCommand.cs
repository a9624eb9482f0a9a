using System.CommandLine;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Audit.Keys;

/// <summary><c>stoa audit key</c>.</summary>
internal static class KeyCommand
{
    public static Command Create(Terminal terminal) => new("key", "Makes the key that heads are signed with, and says what it is called.")
    {
        new NewKeyCommand(terminal),
        new KeyIdCommand(terminal),
    };
}
