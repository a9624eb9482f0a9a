namespace Stoa.Rego;

/// <summary>The coverage of one file.</summary>
/// <param name="File">Its name.</param>
/// <param name="CoveredRows">The rows with a statement that was reached, in order.</param>
/// <param name="NotCoveredRows">The rows with statements that were not reached, in order.</param>
public sealed record RegoCoverageFile(string File, IReadOnlyList<int> CoveredRows, IReadOnlyList<int> NotCoveredRows)
{
    /// <summary>How much is covered, in percent of rows with statements.</summary>
    public double Percent => RegoCoverageReport.PercentOf(CoveredRows.Count, NotCoveredRows.Count);
}
