namespace Stoa.Rego.Conformance;

/// <summary>How the cases of one folder went.</summary>
internal sealed class Tally
{
    public int Passed { get; set; }

    public int Failed { get; set; }

    public int Skipped { get; set; }
}
