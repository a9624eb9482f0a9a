using System.CommandLine;

namespace Stoa.Cli.Policy;

/// <summary>How a command writes its result.</summary>
internal static class OutputFormat
{
    private const string Pretty = "pretty";
    private const string Json = "json";

    public static Option<string> Option()
    {
        var option = new Option<string>("--format", "-f") { Description = "How to write the result: pretty for people, json for programs.", DefaultValueFactory = _ => Pretty, HelpName = "pretty|json" };
        return option.AcceptOnlyFromAmong(Pretty, Json);
    }

    public static bool IsJson(string? format) => format == Json;
}
