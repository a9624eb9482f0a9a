namespace Stoa.Mcp.Governance.Resources;

/// <summary>Reads <c>spec.quotas</c> of a tenant or a grant. The rules apply to that tenant alone.</summary>
internal static class QuotaRuleReader
{
    private const string Field = "quotas";

    private static readonly WordTable<QuotaAlgorithm> Algorithms = new(
        ("tokenBucket", QuotaAlgorithm.TokenBucket),
        ("slidingWindow", QuotaAlgorithm.SlidingWindow),
        ("fixedWindow", QuotaAlgorithm.FixedWindow),
        ("concurrency", QuotaAlgorithm.Concurrency),
        ("token_bucket", QuotaAlgorithm.TokenBucket),
        ("sliding_window", QuotaAlgorithm.SlidingWindow),
        ("fixed_window", QuotaAlgorithm.FixedWindow));

    public static IReadOnlyList<QuotaRule> Read(FieldReader spec, string? tenant)
    {
        var items = spec.Items(Field) ?? [];
        var rules = new List<QuotaRule>(items.Count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            if (spec.Nested(items[i], $"{Field}[{i}]") is not { } fields || ReadRule(fields, tenant) is not { } rule)
            {
                continue;
            }

            if (!names.Add(rule.Name))
            {
                fields.Wrong("name", $"'{rule.Name}' is already the name of a quota of this resource");
            }

            rules.Add(rule);
        }

        return rules;
    }

    private static QuotaRule? ReadRule(FieldReader fields, string? tenant)
    {
        fields.Require("name", "it stands in answers, audit records and metrics");
        fields.Require("algorithm", "tokenBucket, slidingWindow, fixedWindow or concurrency");
        fields.Require("limit", "a whole number of at least 1");
        var name = fields.Text("name", NameRules.Name);
        var algorithm = fields.Text("algorithm", Algorithms.Check) is { } word ? Algorithms.Read(word) : (QuotaAlgorithm?)null;
        var rule = new QuotaRule
        {
            Name = name ?? "",
            Tenant = tenant is null ? Any : new NamePattern(tenant),
            Agent = fields.Pattern("agent") ?? Any,
            Tool = fields.Pattern("tool") ?? Any,
            Operation = fields.Pattern("operation") ?? new NamePattern("tools/call"),
            Class = fields.Text("class", NameRules.Name),
            Algorithm = algorithm ?? default,
            Limit = fields.Count("limit") ?? 1,
            Window = ReadWindow(fields),
            Burst = fields.Count("burst"),
            PerAgent = fields.Flag("perAgent", absent: false),
            PerTool = fields.Flag("perTool", absent: false),
        };
        fields.RefuseOthers();
        RefuseWithoutEffect(fields, algorithm);
        return name is null ? null : rule;
    }

    private static NamePattern Any { get; } = new("*");

    private static TimeSpan ReadWindow(FieldReader fields)
    {
        var text = fields.Text("window", text => DurationText.TryParse(text, out _) ? null : $"'{Shown.Value(text)}' is not {DurationText.Allowed}");
        return text is not null && DurationText.TryParse(text, out var window) ? window : TimeSpan.FromMinutes(1);
    }

    // A setting that the algorithm never reads would look like a limit and be none.
    private static void RefuseWithoutEffect(FieldReader fields, QuotaAlgorithm? algorithm)
    {
        if (algorithm == QuotaAlgorithm.Concurrency && fields.Has("window"))
        {
            fields.Wrong("window", "has no effect with algorithm concurrency: leave it out");
        }

        if (algorithm is not null and not QuotaAlgorithm.TokenBucket && fields.Has("burst"))
        {
            fields.Wrong("burst", "has an effect only with algorithm tokenBucket: leave it out");
        }
    }
}
