namespace Billing.Ledger;

/// <summary>One line: a tool, another operation, or what was refused for one reason.</summary>
internal sealed record InvoiceLine
{
    public required bool IsRefused { get; init; }

    /// <summary>The tier of the tool's price rule; empty where none priced it.</summary>
    public required string Tier { get; init; }

    public required string Item { get; init; }

    public required long Calls { get; init; }

    /// <summary>Calls that ran and failed.</summary>
    public required long Failed { get; init; }

    public required long Units { get; init; }

    public required long Tokens { get; init; }

    public required Int128 Microcents { get; init; }
}
