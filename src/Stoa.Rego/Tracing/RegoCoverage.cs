namespace Stoa.Rego;

/// <summary>
/// Which statements evaluations reach. Give <see cref="Add"/> as <see cref="RegoEvaluationOptions.Trace"/> of a policy that was compiled with
/// <see cref="RegoCompilerOptions.EnableTrace"/>. Not safe for several threads.
/// </summary>
public sealed class RegoCoverage
{
    private readonly RegoPolicy _policy;
    private readonly HashSet<SourceLocation> _reached = [];

    /// <summary>The coverage of a policy, nothing reached yet.</summary>
    public RegoCoverage(RegoPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _policy = policy;
    }

    /// <summary>Counts what an evaluation did.</summary>
    public void Add(RegoTraceEvent traced) => _reached.Add(traced.Location);

    /// <summary>What was reached until now, and what was not. A row is covered when a statement that begins in it was reached.</summary>
    public RegoCoverageReport Report() => new([.. _policy.Statements
        .GroupBy(statement => statement.File)
        .OrderBy(file => file.Key, StringComparer.Ordinal)
        .Select(ReportOf)]);

    private RegoCoverageFile ReportOf(IGrouping<string, SourceLocation> statements)
    {
        var covered = statements.Where(_reached.Contains).Select(statement => statement.Row).ToHashSet();
        var rows = statements.Select(statement => statement.Row).ToHashSet();
        rows.ExceptWith(covered);
        return new RegoCoverageFile(statements.Key, [.. covered.Order()], [.. rows.Order()]);
    }
}
