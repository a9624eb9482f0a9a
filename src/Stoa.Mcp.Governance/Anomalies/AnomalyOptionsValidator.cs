using System.Globalization;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>Gathers every error of <see cref="AnomalyOptions"/>, each naming its key.</summary>
internal sealed class AnomalyOptionsValidator : IValidateOptions<AnomalyOptions>
{
    public ValidateOptionsResult Validate(string? name, AnomalyOptions options)
    {
        var errors = new List<string>();
        CheckRange(errors, "Ratio", options.Ratio, 3, 1000);
        CheckRange(errors, "LeastCalls", options.LeastCalls, 5, 1_000_000);
        CheckRange(errors, "LearnFor", options.LearnFor, TimeSpan.FromMinutes(15), TimeSpan.FromDays(30));
        CheckRange(errors, "CloseAfter", options.CloseAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        CheckRange(errors, "MaxSeries", options.MaxSeries, 100, 1_000_000);
        if (options.LimitTo is { } limit)
        {
            CheckRange(errors, "LimitTo", limit, 0.01, 1000);
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckRange<T>(List<string> errors, string key, T value, T least, T most)
        where T : IComparable<T>
    {
        // Written this way round because NaN compares as less than everything.
        if (!(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"Stoa:Anomalies:{key} is {value}; allowed are {least} to {most}."));
        }
    }
}
