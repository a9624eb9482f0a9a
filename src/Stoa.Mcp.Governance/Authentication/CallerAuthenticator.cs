using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Introspection;
using Stoa.Mcp.Governance.Authentication.Revocation;
using Stoa.Mcp.Governance.Authentication.Tokens;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>
/// Step 1. One credential decides: two are refused, its form alone chooses who verifies it, and what one verifier refuses no other is
/// asked about.
/// </summary>
internal sealed class CallerAuthenticator(
    JwtAuthenticator jwt,
    IntrospectionAuthenticator introspection,
    ApiKeyAuthenticator apiKeys,
    HostPrincipalAuthenticator host,
    LocalAuthenticator local,
    IRevocationList revocations,
    ILogger<CallerAuthenticator> logger) : ICallerAuthenticator
{
    public async ValueTask<StepOutcome<Caller>> AuthenticateAsync(PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var outcome = await DecideAsync(credentials, cancellationToken);
            return outcome.Value is { } caller && revocations.IsRevoked(caller)
                ? AuthenticationDenial.InvalidCredential("The credential verifies and is revoked; see Stoa:Authentication:Revocation:File.")
                : outcome;
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

    private ValueTask<StepOutcome<Caller>> DecideAsync(PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        var headers = credentials.Authorization.Count + credentials.ApiKey.Count;
        return (headers, credentials.IsLocal) switch
        {
            (> 1, _) => new(AuthenticationDenial.InvalidCredential("More than one credential was sent; send one.")),
            (1, true) => new(AuthenticationDenial.InvalidCredential("A header credential cannot come over a pipe.")),
            (1, false) => ByHeaderAsync(credentials, cancellationToken),
            (0, true) => new(local.Authenticate()),
            _ when host.Accepts(credentials.HostPrincipal) => new(host.Authenticate(credentials.HostPrincipal!)),
            _ => new(AuthenticationDenial.NoCredential("No credential was sent.")),
        };
    }

    private async ValueTask<StepOutcome<Caller>> ByHeaderAsync(PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        var outcome = credentials.Authorization.Count == 1
            ? await ByTokenAsync(credentials, cancellationToken)
            : await ByApiKeyAsync(credentials.ApiKey[0], cancellationToken);
        return outcome.Value is { } caller && host.Accepts(credentials.HostPrincipal) && !host.IsSame(credentials.HostPrincipal!, caller)
            ? AuthenticationDenial.InvalidCredential(
                "The header's credential and the host's principal name different callers. Set Stoa:Authentication:Host:Enabled to false "
                + "to ignore the host's.")
            : outcome;
    }

    private ValueTask<StepOutcome<Caller>> ByTokenAsync(PresentedCredentials credentials, CancellationToken cancellationToken)
    {
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
            : apiKeys.AuthenticateAsync(credential.ToString(), cancellationToken);
    }

    private ValueTask<StepOutcome<Caller>> ByApiKeyAsync(string header, CancellationToken cancellationToken)
    {
        if (!CredentialHeader.TryReadApiKey(header, out var credential, out var refusal))
        {
            return new(AuthenticationDenial.InvalidCredential(refusal));
        }

        return JwtForm.Matches(credential.Span)
            ? new(AuthenticationDenial.InvalidCredential("A JWT belongs into the Authorization header, not into X-API-Key."))
            : apiKeys.AuthenticateAsync(credential.ToString(), cancellationToken);
    }
}
