using System.CommandLine;

namespace Stoa.Cli.Audit;

/// <summary>How a command writes its result: the first word is the default.</summary>
internal static class FormatOption
{
    public static Option<string> Create(params string[] words) =>
        new Option<string>("--format", "-f") { Description = "How to write the result.", DefaultValueFactory = _ => words[0], HelpName = string.Join('|', words) }.AcceptOnlyFromAmong(words);
}
