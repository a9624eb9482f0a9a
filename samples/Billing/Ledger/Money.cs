using System.Globalization;

namespace Billing.Ledger;

/// <summary>Amounts as integers of microcents: a millionth of a cent, 10 to the power of -8 of a unit of the currency. Never negative.</summary>
internal static class Money
{
    public const int PerUnit = 100_000_000;
    private const int PerCent = 1_000_000;
    private const int CentsPerUnit = 100;

    /// <summary>Every digit, so that columns align.</summary>
    public static string Exact(Int128 microcents) =>
        string.Create(CultureInfo.InvariantCulture, $"{microcents / PerUnit}.{(int)(microcents % PerUnit):D8}");

    /// <summary>What is paid: rounded half up to cents. Done once, on the total of an invoice, never on its lines.</summary>
    public static string ToPay(Int128 microcents)
    {
        var cents = (microcents + (PerCent / 2)) / PerCent;
        return string.Create(CultureInfo.InvariantCulture, $"{cents / CentsPerUnit}.{(int)(cents % CentsPerUnit):D2}");
    }
}
