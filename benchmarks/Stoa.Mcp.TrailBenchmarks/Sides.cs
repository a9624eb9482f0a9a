using Stoa.Mcp.Governance.Auditing;

namespace Stoa.Mcp.TrailBenchmarks;

/// <summary>What is compared.</summary>
internal static class Sides
{
    public const string Ceiling = "disk: write + fdatasync";
    public const string BeforeAnswer = "BeforeAnswer";
    public const string Buffered = "Buffered";

    // What is buffered costs so little that a run of the same length would measure its end alone.
    public static IReadOnlyList<ISide> All { get; } = [new CeilingSide(), new TrailSide(BeforeAnswer, AuditDurability.BeforeAnswer), new TrailSide(Buffered, AuditDurability.Buffered, times: 20)];
}
