using System.Text.RegularExpressions;

namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>Names of sinks: they name files, and tell sinks apart.</summary>
internal static partial class SinkNames
{
    /// <exception cref="InvalidOperationException">Two sinks share a name, or a name is none; every such name is told.</exception>
    public static void Check(IReadOnlyList<ITrailSink> sinks)
    {
        var errors = sinks.Where(sink => !Form().IsMatch(sink.Name ?? ""))
            .Select(sink => $"{sink.GetType().Name} is named '{sink.Name}'; a sink's name has 1 to 32 lower-case letters, digits and hyphens.")
            .Concat(sinks.GroupBy(sink => sink.Name).Where(same => same.Count() > 1)
                .Select(same => $"{string.Join(" and ", same.Select(sink => sink.GetType().Name))} are all named '{same.Key}'; each sink needs a name of its own, which its cursor is kept by."))
            .ToList();
        if (errors.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
        }
    }

    [GeneratedRegex(@"\A[a-z0-9-]{1,32}\z")]
    private static partial Regex Form();
}
