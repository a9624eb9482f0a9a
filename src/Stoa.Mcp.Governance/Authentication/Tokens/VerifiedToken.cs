using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Authentication.SigningKeys;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Tokens;

/// <summary>A token that was verified, and what that rests on.</summary>
/// <param name="Caller">Who it names.</param>
/// <param name="Issuer">Its issuer.</param>
/// <param name="Keys">The key set that verified it. Once the issuer's is another one, the token is verified anew.</param>
/// <param name="EndsAt">The expiry with the clock skew added: refused from then on.</param>
/// <param name="RememberUntil">When it is forgotten.</param>
/// <param name="Binding">The key it is bound to, which its sender has to prove on every call; or null.</param>
internal sealed record VerifiedToken(
    Caller Caller, JwtIssuer Issuer, SigningKeySet Keys, DateTimeOffset EndsAt, DateTimeOffset RememberUntil, KeyBinding? Binding = null)
{
    public bool Holds(DateTimeOffset now) => now < EndsAt && now < RememberUntil && ReferenceEquals(Issuer.Keys.Current, Keys);
}
