using System.CommandLine;

namespace Stoa.Cli;

/// <summary>Commands as they are typed: <c>stoa policy eval</c>.</summary>
internal static class CommandPath
{
    public static string Of(Command command)
    {
        var names = new Stack<string>();
        for (var current = command; current is not null; current = current.Parents.OfType<Command>().FirstOrDefault())
        {
            names.Push(current is RootCommand ? "stoa" : current.Name);
        }

        return string.Join(' ', names);
    }
}
