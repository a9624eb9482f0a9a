namespace Stoa.Mcp.Sidecar.CommandLine;

/// <summary>The command line: few enough options to read by hand, which costs a start nothing.</summary>
internal sealed record SidecarArguments
{
    /// <summary>What to do.</summary>
    public SidecarTask Task { get; private init; } = SidecarTask.Run;

    /// <summary>The configuration file, where it is named.</summary>
    public string? ConfigurationFile { get; private init; }

    /// <exception cref="UsageException">It says something else.</exception>
    public static SidecarArguments Parse(string[] arguments)
    {
        var result = new SidecarArguments();
        for (var i = 0; i < arguments.Length; i++)
        {
            result = arguments[i] switch
            {
                "--config" or "-c" when i + 1 < arguments.Length => result with { ConfigurationFile = arguments[++i] },
                "--config" or "-c" => throw new UsageException($"{arguments[i]} needs a file."),
                ['-', '-', 'c', 'o', 'n', 'f', 'i', 'g', '=', .. { Length: > 0 } file] => result with { ConfigurationFile = file },
                "--check" => result with { Task = SidecarTask.Check },
                "--schema" => result with { Task = SidecarTask.Schema },
                "--version" => result with { Task = SidecarTask.Version },
                "--help" or "-h" or "-?" => result with { Task = SidecarTask.Help },
                var other => throw new UsageException($"'{other}' is not an option."),
            };
        }

        return result;
    }
}
