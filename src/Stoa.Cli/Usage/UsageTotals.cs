using System.Globalization;
using Stoa.Trail.Usage;

namespace Stoa.Cli.Usage;

/// <summary>Totals of attempts. Sums are exact however many there are.</summary>
internal sealed class UsageTotals
{
    private const int MicrocentsDigits = 8;

    public long Calls { get; private set; }

    /// <summary>Allowed calls that failed.</summary>
    public long Errors { get; private set; }

    /// <summary>Refused, by a policy, a quota or because there is nothing of that name to see.</summary>
    public long Denied { get; private set; }

    public Int128 Tokens { get; private set; }

    public Int128 QuotaCharged { get; private set; }

    public Int128 CostMicrocents { get; private set; }

    /// <summary>The cost in units of the currency: a microcent is a millionth of a cent, 10 to the power of -8 of a unit.</summary>
    public string Cost => InUnits(CostMicrocents);

    public void Add(UsageEvent usage)
    {
        Calls++;
        Errors += usage.Status == UsageStatus.Error ? 1 : 0;
        Denied += usage.Status is UsageStatus.PolicyDenied or UsageStatus.RateLimited or UsageStatus.NotFound ? 1 : 0;
        Tokens += usage.TokenCount;
        QuotaCharged += usage.QuotaCharged;
        CostMicrocents += usage.CostUnitsMicrocents;
    }

    // At least cents; beyond them no digit is lost and none is added.
    private static string InUnits(Int128 microcents)
    {
        var digits = Int128.Abs(microcents).ToString(CultureInfo.InvariantCulture).PadLeft(MicrocentsDigits + 1, '0');
        var fraction = digits[^MicrocentsDigits..].TrimEnd('0').PadRight(2, '0');
        return $"{(microcents < 0 ? "-" : "")}{digits[..^MicrocentsDigits]}.{fraction}";
    }
}
