using System.Globalization;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Quotas.Rules;

namespace Stoa.Mcp.Governance.Quotas;

/// <summary>Gathers every error in <see cref="QuotaOptions"/>, so that one start shows them all.</summary>
internal sealed class QuotaOptionsValidator : IValidateOptions<QuotaOptions>
{
    private const int MaxCountersAllowed = 10_000_000;
    private const int MaxNameLength = 128;

    public ValidateOptionsResult Validate(string? name, QuotaOptions options)
    {
        var errors = new List<string>();
        CheckCounters(options, errors);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Rules.Count; i++)
        {
            CheckRule(options.Rules[i], $"{options.Path}:Rules:{i.ToString(CultureInfo.InvariantCulture)}", names, errors);
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckCounters(QuotaOptions options, List<string> errors)
    {
        if (options.MaxCounters is < 1 or > MaxCountersAllowed)
        {
            errors.Add($"{options.Path}:MaxCounters is {options.MaxCounters}; allowed is 1 to {MaxCountersAllowed}.");
        }

        if (options.MaxCountersPerTenant < 1)
        {
            errors.Add($"{options.Path}:MaxCountersPerTenant is {options.MaxCountersPerTenant}; allowed is 1 or more.");
        }
    }

    private static void CheckRule(QuotaRuleOptions rule, string key, HashSet<string> names, List<string> errors)
    {
        CheckName(rule.Name, key, names, errors);
        CheckPattern(rule.Tenant, $"{key}:Tenant", errors);
        CheckPattern(rule.Agent, $"{key}:Agent", errors);
        CheckPattern(rule.Tool, $"{key}:Tool", errors);
        CheckPattern(rule.Operation, $"{key}:Operation", errors);
        if (rule.Class is { Length: 0 or > MaxNameLength })
        {
            errors.Add($"{key}:Class is {Shown(rule.Class)}; a class has 1 to {MaxNameLength} characters, or is left out.");
        }

        if (QuotaAlgorithmNames.TryParse(rule.Algorithm, out var algorithm))
        {
            var problems = QuotaRuleBounds.Check(algorithm, rule.Limit, rule.Window, rule.Burst);
            errors.AddRange(problems.Select(problem => $"{key}:{problem.Key} {problem.Problem}"));
        }
        else
        {
            errors.Add($"{key}:Algorithm is {Shown(rule.Algorithm)}; allowed is {QuotaAlgorithmNames.All}.");
        }
    }

    private static void CheckName(string? name, string key, HashSet<string> names, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength)
        {
            errors.Add($"{key}:Name is {Shown(name)}; a name has 1 to {MaxNameLength} characters.");
        }
        else if (!names.Add(name))
        {
            errors.Add($"{key}:Name is '{name}', which an earlier rule has; every rule needs a name of its own.");
        }
    }

    private static void CheckPattern(string? pattern, string key, List<string> errors)
    {
        if (pattern is null || pattern.Length is 0 or > 512)
        {
            errors.Add($"{key} is {Shown(pattern)}; a pattern has 1 to 512 characters, and '*' matches everything.");
        }
    }

    private static string Shown(string? value) => value switch
    {
        null => "not set",
        { Length: > MaxNameLength } => $"'{value[..MaxNameLength]}…' ({value.Length} characters)",
        _ => $"'{value}'",
    };
}
