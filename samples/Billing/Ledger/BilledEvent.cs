using System.Globalization;
using System.Text.Json;

namespace Billing.Ledger;

/// <summary>What an invoice needs of a usage event (docs/usage-event.schema.json). A field that is missing or of another kind is an error.</summary>
internal sealed record BilledEvent
{
    private const int KnownVersion = 1;
    private const string ToolCall = "tools/call";

    private static readonly string[] Ran = ["success", "error"];
    private static readonly string[] Refused = ["policy_denied", "rate_limited", "not_found"];

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    public required int SchemaVersion { get; init; }

    public required string EventId { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public required string TenantId { get; init; }

    public required string ToolName { get; init; }

    public string? ToolTier { get; init; }

    public required string Operation { get; init; }

    public required string Status { get; init; }

    public required long TokenCount { get; init; }

    public required long QuotaCharged { get; init; }

    public required long CostUnitsMicrocents { get; init; }

    public bool IsRefused => Refused.Contains(Status);

    /// <summary>The month it is billed in: when the attempt ended, UTC, as <c>stoa usage --by month</c> has it.</summary>
    public string Month => Timestamp.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>
    /// The line of the invoice: the tool, or the operation where it is no tool's. What was refused goes by its status: the names in it are whatever
    /// a caller made up.
    /// </summary>
    public string Item => IsRefused ? Status : Operation == ToolCall ? ToolName : $"{Operation} {ToolName}".TrimEnd();

    /// <exception cref="FormatException">It is no usage event of this version.</exception>
    public static BilledEvent Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return Checked(JsonSerializer.Deserialize<BilledEvent>(json, Options));
        }
        catch (JsonException exception)
        {
            throw new FormatException($"It is no usage event: {exception.Message}", exception);
        }
    }

    private static BilledEvent Checked(BilledEvent? read) => read switch
    {
        null => throw new FormatException("It is no usage event: null."),
        { SchemaVersion: not KnownVersion } => throw new FormatException($"Its schema_version is {read.SchemaVersion}; known is {KnownVersion}."),
        { IsRefused: false } when !Ran.Contains(read.Status) => throw new FormatException("Its status is none that is known."),
        { TokenCount: < 0 } or { QuotaCharged: < 0 } or { CostUnitsMicrocents: < 0 } => throw new FormatException("A number in it is negative."),
        _ => read,
    };
}
