using System.Text;

namespace Stoa.Cli.Terminals;

/// <summary>Where a command reads and writes.</summary>
/// <param name="In">What is piped in.</param>
/// <param name="Out">Results.</param>
/// <param name="Error">Errors, and what policies print.</param>
internal sealed record Terminal(Stream In, TextWriter Out, TextWriter Error)
{
    /// <summary>How results are coloured: not at all unless a person looks.</summary>
    public Style OutStyle { get; init; } = Style.Plain;

    /// <summary>How errors are coloured.</summary>
    public Style ErrorStyle { get; init; } = Style.Plain;

    /// <summary>Whether a person looks at errors, and so wants to know how far a long command is.</summary>
    public bool ShowsProgress { get; init; }

    /// <summary>Clock, for relative times and waiting.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public static Terminal OfProcess()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var allowsColor = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Terminal(Console.OpenStandardInput(), Console.Out, Console.Error)
        {
            OutStyle = allowsColor && !Console.IsOutputRedirected ? Style.Colored : Style.Plain,
            ErrorStyle = allowsColor && !Console.IsErrorRedirected ? Style.Colored : Style.Plain,
            ShowsProgress = !Console.IsErrorRedirected,
        };
    }
}
