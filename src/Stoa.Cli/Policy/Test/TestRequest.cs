using System.Text.RegularExpressions;

namespace Stoa.Cli.Policy.Test;

/// <summary>How <c>stoa policy test</c> was asked to run tests.</summary>
internal sealed record TestRequest
{
    public Regex? Filter { get; init; }

    public bool IsVerbose { get; init; }

    public bool Explain { get; init; }

    public bool Coverage { get; init; }

    public double? Threshold { get; init; }

    public TimeSpan Timeout { get; init; }

    public bool IsJson { get; init; }
}
