using System.CommandLine;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Auth;

/// <summary><c>stoa auth</c>.</summary>
internal static class AuthCommand
{
    public static Command Create(Terminal terminal) => new("auth", "Says why a credential is accepted or refused.")
    {
        new ExplainCommand(terminal),
    };
}
