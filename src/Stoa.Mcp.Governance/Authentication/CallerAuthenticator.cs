using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Certificates;
using Stoa.Mcp.Governance.Authentication.Introspection;
using Stoa.Mcp.Governance.Authentication.Revocation;
using Stoa.Mcp.Governance.Authentication.Schemes;
using Stoa.Mcp.Governance.Authentication.Scopes;
using Stoa.Mcp.Governance.Authentication.Tokens;
using Stoa.Mcp.Governance.Authentication.Tracing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Step 1. One credential says who calls: two are refused, its form alone chooses who verifies it, and what one verifier refuses no other is
/// asked about. A client certificate says so where nothing else does; beside another credential it must hold too.
/// </summary>
internal sealed class CallerAuthenticator(
    JwtAuthenticator jwt,
    IntrospectionAuthenticator introspection,
    ApiKeyAuthenticator apiKeys,
    CertificateAuthenticator certificates,
    HostPrincipalAuthenticator host,
    LocalAuthenticator local,
    SchemeRequirement required,
    RefusalNotices notices,
    IRevocationList revocations,
    ScopeHierarchy scopes,
    ILogger<CallerAuthenticator> logger) : ICallerAuthenticator
{
    public async ValueTask<StepOutcome<Caller>> AuthenticateAsync(PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var outcome = await DecideAsync(credentials, cancellationToken);
            if (outcome.Value is { } caller)
            {
                VerificationTrace.Current?.Check("revocation");
                outcome = revocations.IsRevoked(caller) ? Revoked() : StepOutcome.Continue(scopes.Apply(caller));
            }

            if (outcome.Denial is { ChallengeError: not null } denial)
            {
                notices.Tell(credentials.Peer, denial);
            }

            return outcome;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Whatever a verifier or a store throws, the call is denied.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            // The type alone: a message may quote what was presented.
            Log.AuthenticationFailed(logger, exception.GetType().FullName!);
            return AuthenticationDenial.InvalidCredential("Authentication failed with an exception; see log event 2000.");
        }
    }

    private static StepOutcome<Caller> Revoked() =>
        AuthenticationDenial.InvalidCredential("The credential verifies and is revoked; see Stoa:Authentication:Revocation:File.");

    private ValueTask<StepOutcome<Caller>> DecideAsync(PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        var headers = credentials.Authorization.Count + credentials.ApiKey.Count;
        return (headers, credentials.IsLocal) switch
        {
            (> 1, _) => new(AuthenticationDenial.InvalidCredential("More than one credential was sent; send one.")),
            (1, true) => new(AuthenticationDenial.InvalidCredential("A header credential cannot come over a pipe.")),
            (0, true) => new(local.Authenticate()),
            _ => ByHttpAsync(credentials, cancellationToken),
        };
    }

    private async ValueTask<StepOutcome<Caller>> ByHttpAsync(PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        var asked = credentials.Requirement ?? required;
        StepOutcome<Caller>? first = credentials.Authorization.Count + credentials.ApiKey.Count == 1
            ? await ByHeaderAsync(credentials, cancellationToken)
            : IsHost(credentials, asked, out var principal) ? host.Authenticate(principal) : null;
        if (first is { Denial: not null })
        {
            return first.Value;
        }

        var second = await ByCertificateAsync(credentials, asked, cancellationToken);
        if (second is { Denial: not null })
        {
            return second.Value;
        }

        return (first?.Value, second?.Value) switch
        {
            (null, null) => AuthenticationDenial.NoCredential("No credential was sent."),
            ({ } caller, { } holder) => Together(caller, holder, asked),
            var (caller, holder) => Check((caller ?? holder)!, asked),
        };
    }

    private bool IsHost(PresentedCredentials credentials, SchemeRequirement asked, [NotNullWhen(true)] out ClaimsPrincipal? principal)
    {
        principal = credentials.HostPrincipal;
        return principal is not null && asked.Names(CallerSchemes.Host) && host.Accepts(principal);
    }

    /// <summary>Null where certificates say nothing here: then one is a detail of the connection, which a token may still be bound to.</summary>
    private async ValueTask<StepOutcome<Caller>?> ByCertificateAsync(PresentedCredentials credentials, SchemeRequirement asked, CancellationToken cancellationToken)
    {
        if (!certificates.IsEnabled || !asked.Names(CallerSchemes.Certificate))
        {
            return null;
        }

        if (credentials.CertificateRefusal is { } refusal)
        {
            return AuthenticationDenial.InvalidCredential($"Client certificate refused: {refusal}");
        }

        return credentials.Certificate is { } certificate
            ? await certificates.AuthenticateAsync(certificate, credentials.Intermediates, cancellationToken)
            : null;
    }

    private StepOutcome<Caller> Together(Caller caller, Caller holder, SchemeRequirement asked)
    {
        // The caller's own revocation is asked last, for whatever scheme says who calls.
        VerificationTrace.Current?.Check("revocation", "of the certificate's holder");
        if (revocations.IsRevoked(holder))
        {
            return Revoked();
        }

        if (holder.TenantClaim is { } tenant && tenant != caller.TenantClaim)
        {
            return AuthenticationDenial.InvalidCredential("The client certificate belongs to a tenant that the other credential does not name.");
        }

        return Check(caller.ConfirmedByCertificate(), asked);
    }

    /// <summary>An endpoint may ask for more than the configuration, never for less.</summary>
    private StepOutcome<Caller> Check(Caller caller, SchemeRequirement asked)
    {
        VerificationTrace.Current?.Check("schemes", string.Join('+', caller.Schemes));
        if (asked.IsMetBy(caller.Schemes) && required.IsMetBy(caller.Schemes))
        {
            return StepOutcome.Continue(caller);
        }

        var missed = asked.IsMetBy(caller.Schemes) ? required : asked;
        return AuthenticationDenial.InvalidCredential(
            $"{string.Join('+', caller.Schemes)} holds and is not enough: {missed} is asked for by {(ReferenceEquals(missed, required) ? "Stoa:Authentication:Require" : "RequireCallerSchemes")}.");
    }

    private async ValueTask<StepOutcome<Caller>> ByHeaderAsync(PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        var outcome = credentials.Authorization.Count == 1
            ? await ByTokenAsync(credentials, cancellationToken)
            : await ByApiKeyAsync(credentials, cancellationToken);
        return outcome.Value is { } caller && host.Accepts(credentials.HostPrincipal) && !host.IsSame(credentials.HostPrincipal!, caller)
            ? AuthenticationDenial.InvalidCredential(
                "The header's credential and the host's principal name different callers. Set Stoa:Authentication:Host:Enabled to false "
                + "to ignore the host's.")
            : outcome;
    }

    private ValueTask<StepOutcome<Caller>> ByTokenAsync(PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        VerificationTrace.Current?.Check("header");
        if (!CredentialHeader.TryReadToken(credentials.Authorization[0], out var credential, out var isBound, out var refusal))
        {
            return new(AuthenticationDenial.InvalidCredential(refusal));
        }

        var token = new PresentedToken(credential, isBound, credentials);
        if (JwtForm.Matches(credential.Span))
        {
            return jwt.AuthenticateAsync(token, cancellationToken);
        }

        if (introspection.Takes(credential.Span))
        {
            return introspection.AuthenticateAsync(token, cancellationToken);
        }

        return isBound
            ? new(AuthenticationDenial.UnprovenCredential("An API key is bound to no key; it belongs under Bearer or into X-API-Key."))
            : apiKeys.AuthenticateAsync(credential.ToString(), credentials, cancellationToken);
    }

    private ValueTask<StepOutcome<Caller>> ByApiKeyAsync(PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        if (!CredentialHeader.TryReadApiKey(credentials.ApiKey[0], out var credential, out var refusal))
        {
            return new(AuthenticationDenial.InvalidCredential(refusal));
        }

        return JwtForm.Matches(credential.Span)
            ? new(AuthenticationDenial.InvalidCredential("A JWT belongs into the Authorization header, not into X-API-Key."))
            : apiKeys.AuthenticateAsync(credential.ToString(), credentials, cancellationToken);
    }
}
