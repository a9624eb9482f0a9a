namespace Stoa.Mcp.Governance.Pipeline;

/// <summary>Names of confirmations, as policies and audit records have them.</summary>
internal static class CallerConfirmationNames
{
    /// <summary><c>dpop</c> or <c>certificate</c>; null where nothing was confirmed.</summary>
    public static string? NameOf(this CallerConfirmation confirmation) => confirmation switch
    {
        CallerConfirmation.Dpop => "dpop",
        CallerConfirmation.Certificate => "certificate",
        _ => null,
    };
}
