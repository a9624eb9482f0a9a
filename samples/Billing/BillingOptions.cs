namespace Billing;

/// <summary>What the command line says.</summary>
internal sealed record BillingOptions
{
    public const string DefaultTopic = "stoa.metering";

    public required string Bootstrap { get; init; }

    public string Topic { get; init; } = DefaultTopic;

    /// <summary>The consumer group. One member of it, for a ledger must see every partition.</summary>
    public string Group { get; init; } = "stoa-billing";

    public string Ledger { get; init; } = "billing.db";

    /// <summary>The month to print, <c>yyyy-MM</c>; null for all.</summary>
    public string? Month { get; init; }

    /// <summary>Whether to end at the end of the topic.</summary>
    public bool Once { get; init; }

    /// <summary>Further settings of the client, by librdkafka's names.</summary>
    public IReadOnlyDictionary<string, string> Client { get; init; } = new Dictionary<string, string>();
}
