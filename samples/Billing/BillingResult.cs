using Billing.Ledger;

namespace Billing;

/// <summary>What a run read, how much of that was new, and what stands in the ledger after it.</summary>
internal sealed record BillingResult(long Read, long Added, IReadOnlyList<Invoice> Invoices);
