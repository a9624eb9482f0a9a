using System.CommandLine;

namespace Stoa.Cli;

/// <summary>A command whose help shows how it is used and what its exit codes mean.</summary>
internal abstract class DocumentedCommand(string name, string description) : Command(name, description)
{
    public abstract IReadOnlyList<string> Examples { get; }

    public abstract IReadOnlyList<string> ExitCodes { get; }
}
