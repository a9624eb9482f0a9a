using System.Globalization;
using Billing.Ledger;

namespace Billing;

/// <summary>An invoice as lines of text.</summary>
internal static class InvoiceText
{
    private const int MostOfName = 40;

    public static void Write(TextWriter output, Invoice invoice)
    {
        output.WriteLine($"\nInvoice   {Printable(invoice.Tenant)}   {invoice.Month}\n");
        Row(output, "tier", "called", "calls", "failed", "units", "tokens", "amount");
        foreach (var line in invoice.Lines.Where(line => !line.IsRefused))
        {
            Row(output, line, Printable(line.Tier));
        }

        foreach (var line in invoice.Lines.Where(line => line.IsRefused))
        {
            Row(output, line, "refused, free");
        }

        Row(output, "total", "", Text(invoice.Calls), Text(invoice.Failed), Text(invoice.Units), Text(invoice.Tokens), Money.Exact(invoice.Microcents));
        Row(output, "to pay", "", "", "", "", "", Money.ToPay(invoice.Microcents) + "      ");
    }

    private static void Row(TextWriter output, InvoiceLine line, string tier) =>
        Row(output, tier, Printable(line.Item), Text(line.Calls), Text(line.Failed), Text(line.Units), Text(line.Tokens), Money.Exact(line.Microcents));

    private static void Row(TextWriter output, string tier, string called, string calls, string failed, string units, string tokens, string amount) =>
        output.WriteLine($"  {tier,-13}  {called,-20}  {calls,8}  {failed,6}  {units,8}  {tokens,10}  {amount,16}".TrimEnd());

    // Names come from callers: nothing in them may end the line or move the cursor.
    private static string Printable(string text) => string.Concat(text.Take(MostOfName).Select(character => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '\uFFFD' : character));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
