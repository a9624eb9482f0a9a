using System.Collections.Frozen;
using System.Security.Claims;
using System.Text.Json;
using Stoa.Mcp.Governance.Authentication.Claims;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Authentication.Tokens;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Introspection;

/// <summary>Judges an answer (RFC 7662, section 2.2), read as strictly as a token: what it does not say for sure refuses.</summary>
internal sealed class IntrospectionReader(IntrospectionOptions options, TimeProvider clock)
{
    /// <summary>How long a refusal is remembered: long enough to bear a client that insists.</summary>
    internal static readonly TimeSpan RefusalLifetime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly FrozenSet<string> _audiences = options.Audiences.ToFrozenSet(StringComparer.Ordinal);
    private readonly ClaimMapping _mapping = new(options);

    public IntrospectionAnswer Read(ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = StrictJws.ReadObject(answer);
            var payload = document.RootElement;
            var binding = KeyBinding.Read(payload, out var refusal);
            return (Refuse(payload) ?? (refusal.Length > 0 ? refusal : null)) is { } unfit ? Refuse(unfit) : Accept(payload, binding);
        }
        catch (Exception exception) when (StrictJws.IsFault(exception))
        {
            return Refuse("the answer is not strict JSON without duplicate members, or a member is of another type than it should be.");
        }
    }

    private string? Refuse(JsonElement payload)
    {
        if (!payload.TryGetProperty("active", out var active) || active.ValueKind != JsonValueKind.True)
        {
            return "its issuer does not say that it is active.";
        }

        if (StrictJws.Text(payload, "iss") is { } issuer && issuer != options.Issuer)
        {
            return "the answer names another issuer than Issuer.";
        }

        return RefuseKind(payload) ?? RefuseAudience(StrictJws.Texts(payload, "aud")) ?? RefuseTime(payload);
    }

    // An authorization server knows refresh tokens as well, and the hint of what is asked about binds it to nothing.
    private static string? RefuseKind(JsonElement payload) =>
        StrictJws.Text(payload, "token_type") is not (null or "Bearer" or "bearer" or "DPoP" or "dpop") || !JwtTokenKind.IsAccessToken(payload)
            ? "it is marked as something else than an access token."
            : null;

    private string? RefuseAudience(string[] audiences)
    {
        var accepted = audiences.Count(_audiences.Contains);
        if (accepted == 0)
        {
            return "its 'aud' is missing or not among Audiences.";
        }

        return accepted < audiences.Length && !options.AllowOtherAudiences
            ? "its 'aud' names others beside this server; set AllowOtherAudiences to accept that."
            : null;
    }

    private string? RefuseTime(JsonElement payload)
    {
        var now = clock.GetUtcNow();
        if (StrictJws.Date(payload, "exp") is not { } end || end <= now)
        {
            return "it has expired, or the answer has no 'exp'.";
        }

        return StrictJws.Date(payload, "nbf") > now + ClockSkew ? "it is not valid yet ('nbf')." : null;
    }

    private IntrospectionAnswer Accept(JsonElement payload, KeyBinding? binding)
    {
        if (binding is null && options.SenderConstrained == SenderConstraint.Required)
        {
            return Refuse(AuthenticationDenial.UnprovenCredential(
                "Opaque token refused: it is bound to no key ('cnf'), and Stoa:Authentication:Introspection:SenderConstrained is Required."));
        }

        var claims = JwtClaims.Read(payload);
        if (_mapping.Read(claims, options.Issuer, null, out var refusal) is not { } identity)
        {
            return Refuse(refusal);
        }

        if (options.Tenant is not null && identity.Tenant is not null && identity.Tenant != options.Tenant)
        {
            return Refuse($"its tenant claim differs from Tenant '{options.Tenant}'.");
        }

        var end = StrictJws.Date(payload, "exp")!.Value;
        identity = identity with
        {
            Tenant = options.Tenant ?? identity.Tenant,
            CredentialId = StrictJws.Text(payload, "jti"),
            IssuedAt = StrictJws.Date(payload, "iat"),
            ExpiresAt = end,
            Confirmation = binding?.Confirmation ?? CallerConfirmation.None,
            Claims = payload.Clone(),
        };
        const string Scheme = CallerSchemes.Introspection;
        var caller = identity.ToCaller(Scheme, new ClaimsPrincipal(CallerPrincipal.Create(Scheme, identity, claims)));
        var until = clock.GetUtcNow() + options.CacheLifetime;
        return new IntrospectionAnswer(caller, default, binding, until < end ? until : end);
    }

    private IntrospectionAnswer Refuse(string reason) => Refuse(AuthenticationDenial.InvalidCredential($"Opaque token refused: {reason}"));

    private IntrospectionAnswer Refuse(StepOutcome<Caller> denial) => new(null, denial, null, clock.GetUtcNow() + RefusalLifetime);
}
