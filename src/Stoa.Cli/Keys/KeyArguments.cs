using System.CommandLine;

namespace Stoa.Cli.Keys;

/// <summary>What commands of the family have in common.</summary>
internal static class KeyArguments
{
    public static Argument<string> File() => new("file") { Description = "The key file: JSON where its name ends in .json, else YAML." };

    public static Argument<string> Id() => new("id") { Description = "The key's public id: the 12 characters after sk_." };

    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON." };
}
