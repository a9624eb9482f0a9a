namespace Stoa.Mcp.LoadComparison;

/// <summary>Reads a command line of pairs, <c>--name value</c>.</summary>
internal static class OptionPairs
{
    /// <summary>The options with all that was said, or null and what is wrong.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="options">What holds where nothing is said.</param>
    /// <param name="with">The options with one thing more; null where it is not understood.</param>
    /// <param name="problem">What is wrong.</param>
    public static T? Parse<T>(string[] args, T options, Func<T, string, string, T?> with, out string? problem)
        where T : class
    {
        problem = args.Length % 2 == 0 ? null : "Every option takes a value.";
        for (var i = 0; i + 1 < args.Length && problem is null; i += 2)
        {
            if (with(options, args[i], args[i + 1]) is { } changed)
            {
                options = changed;
            }
            else
            {
                problem = $"'{args[i]} {args[i + 1]}' is not understood.";
            }
        }

        return problem is null ? options : null;
    }
}
