namespace Stoa.Mcp.Governance.Authentication.Claims;

/// <summary>Checks the claim names of an issuer or of the host.</summary>
internal static class ClaimMappingCheck
{
    public static void Check(ClaimMappingOptions claims, string path, OptionsErrors errors)
    {
        errors.RequireText(claims.SubjectClaim, $"{path}:SubjectClaim");
        errors.RequireText(claims.TenantClaim, $"{path}:TenantClaim");
        errors.RequireText(claims.EnvironmentClaim, $"{path}:EnvironmentClaim");
        errors.RequireText(claims.EmailClaim, $"{path}:EmailClaim");
        errors.RequireTexts(claims.AgentClaims, $"{path}:AgentClaims");
        errors.RequireTexts(claims.ScopeClaims, $"{path}:ScopeClaims");
        errors.RequireTexts(claims.RolesClaims, $"{path}:RolesClaims");
    }
}
