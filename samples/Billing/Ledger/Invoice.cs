namespace Billing.Ledger;

/// <summary>What a tenant owes for a month.</summary>
internal sealed record Invoice(string Tenant, string Month, IReadOnlyList<InvoiceLine> Lines)
{
    public long Calls => Lines.Sum(line => line.Calls);

    public long Failed => Lines.Sum(line => line.Failed);

    public long Refused => Lines.Where(line => line.IsRefused).Sum(line => line.Calls);

    public long Units => Lines.Sum(line => line.Units);

    public long Tokens => Lines.Sum(line => line.Tokens);

    public Int128 Microcents => Lines.Aggregate((Int128)0, (sum, line) => sum + line.Microcents);
}
