namespace Billing.Ledger;

/// <summary>An event and where in the topic it stands.</summary>
internal sealed record ReadEvent(int Partition, long Offset, BilledEvent Event);
