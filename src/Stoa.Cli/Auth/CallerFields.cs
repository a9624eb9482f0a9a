using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Cli.Auth;

/// <summary>What is shown of a caller.</summary>
internal static class CallerFields
{
    public static IEnumerable<(string Name, string Text)> Of(Caller caller)
    {
        (string Name, string? Text)[] all =
        [
            ("subject", caller.Subject), ("issuer", caller.Issuer), ("schemes", string.Join('+', caller.Schemes)), ("tenant", caller.TenantClaim), ("agent", caller.Agent),
            ("environment", caller.Environment), ("scopes", string.Join(' ', caller.Scopes.Order(StringComparer.Ordinal))), ("roles", string.Join(", ", caller.Roles)),
            ("credential", caller.CredentialId), ("expires", caller.ExpiresAt?.ToString("O")),
        ];
        return all.Where(field => !string.IsNullOrEmpty(field.Text)).Select(field => (field.Name, field.Text!));
    }
}
