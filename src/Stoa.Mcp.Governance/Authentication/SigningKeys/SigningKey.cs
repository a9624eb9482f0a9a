using Microsoft.IdentityModel.Tokens;
using Stoa.Mcp.Governance.Authentication.Tokens;

namespace Stoa.Mcp.Governance.Authentication.SigningKeys;

/// <summary>A public key of an issuer.</summary>
/// <param name="Key">The key itself, without anything private.</param>
/// <param name="KeyId">Its <c>kid</c>, or null.</param>
/// <param name="Algorithm">The one <c>alg</c> it is for, or null where its issuer does not say.</param>
/// <param name="Curve">The curve of an EC key; null for an RSA key.</param>
internal sealed record SigningKey(SecurityKey Key, string? KeyId, string? Algorithm, string? Curve)
{
    public bool Fits(string algorithm) =>
        (Algorithm is null || Algorithm == algorithm)
        && (JwtAlgorithms.IsRsa(algorithm) ? Curve is null : Curve == JwtAlgorithms.CurveOf(algorithm));
}
