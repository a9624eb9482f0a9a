namespace Quickstart.Walkthrough;

/// <summary>An audit record that a step must leave, and the usage event derived from it.</summary>
/// <param name="Kinds">The kinds of its entries.</param>
/// <param name="Decision"><c>allow</c> or <c>deny</c>.</param>
/// <param name="Code">The governance code and its name.</param>
/// <param name="Usage">Status of the usage event and units charged, or null where no tenant was known.</param>
internal sealed record ExpectedRecord(string Kinds, string Decision, string Code, string? Usage)
{
    public static ExpectedRecord Allowed(int charged) => new("intent outcome", "allow", "0 none", $"success, charged {charged}");

    public static ExpectedRecord Denied(string code, string usage) => new("denial", "deny", code, $"{usage}, charged 0");

    /// <summary>Refused before a tenant was known: audited, not metered.</summary>
    public static ExpectedRecord Refused(string code) => new("denial", "deny", code, null);

    public override string ToString() => $"{Kinds,-14}  {Decision,-5}  {Code,-24}";
}
