using Billing.Ledger;

namespace Billing;

/// <summary>Reads, writes the ledger, and only then commits; prints the invoices at the end.</summary>
internal static class BillingRun
{
    /// <exception cref="FormatException">A message that cannot be billed. Nothing behind it is, until somebody has looked.</exception>
    public static BillingResult Run(BillingOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        using var ledger = LedgerFile.Open(options.Ledger);
        long read = 0, added = 0;
        using (var topic = UsageTopic.Open(options, ledger))
        {
            while (!cancellationToken.IsCancellationRequested && !(options.Once && topic.IsAtEnd))
            {
                var batch = topic.Read(cancellationToken);
                if (batch.Count > 0)
                {
                    added += ledger.Add(options.Topic, batch);
                    topic.Commit(batch);
                    read += batch.Count;
                }
            }
        }

        var invoices = ledger.Invoices(options.Month);
        foreach (var invoice in invoices)
        {
            InvoiceText.Write(output, invoice);
        }

        output.WriteLine($"\n{read} messages read from {options.Topic}: {added} new, {read - added} were in the ledger already.");
        return new BillingResult(read, added, invoices);
    }
}
