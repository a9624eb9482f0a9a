using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Authentication.ApiKeys.Files;
using Stoa.Mcp.Governance.Authentication.Tracing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.ApiKeys;

/// <summary>Verifies API keys: one look-up by public id, one hash, one comparison in constant time, whether the id is known or not.</summary>
internal sealed class ApiKeyAuthenticator(IApiKeyStore store, ApiKeyUse use, TimeProvider clock, ILogger<ApiKeyAuthenticator> logger)
{
    // No SHA-256 of anything we compare with is known to be all zeros: an unknown id costs what a wrong secret costs.
    private static readonly ReadOnlyMemory<byte> NoHash = new byte[SHA256.HashSizeInBytes];

    // What a record makes is the same for every call by it, as long as its store hands the same one out.
    private readonly ConditionalWeakTable<ApiKeyRecord, Caller> _callers = [];

    public async ValueTask<StepOutcome<Caller>> AuthenticateAsync(
        string presented, PresentedCredentials credentials, CancellationToken cancellationToken)
    {
        var trace = VerificationTrace.Current;
        trace?.Check("form", $"{presented.Length} characters");
        if (trace is not null && ApiKey.HasForm(presented))
        {
            trace.Check("checksum");
        }

        if (!store.TryRead(presented, out var parts))
        {
            return AuthenticationDenial.InvalidCredential(
                "The credential is neither a JWT nor an API key: wrong form, or a checksum that shows a typing error.");
        }

        trace?.Check("id", parts.KeyId);
        ApiKeyRecord? record;
        try
        {
            record = await store.FindAsync(parts.KeyId, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever a store throws, the call is denied. It never saw the secret, so its exception may be logged.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.ApiKeyStoreFailed(logger, exception);
            return AuthenticationDenial.InvalidCredential("The API key store failed; see log event 2003.");
        }

        return Verify(parts, record, credentials.AsOf(clock), trace);
    }

    private StepOutcome<Caller> Verify(ApiKeyParts parts, ApiKeyRecord? record, DateTimeOffset asOf, VerificationTrace? trace)
    {
        var presentedHash = ApiKey.HashSecret(parts.KeyId, parts.Secret);
        var matches = CryptographicOperations.FixedTimeEquals(presentedHash, (record?.SecretHash ?? NoHash).Span);
        if (record is not null)
        {
            trace?.Check("secret");
        }

        if (record is null || !matches || !string.Equals(record.KeyId, parts.KeyId, StringComparison.Ordinal))
        {
            return AuthenticationDenial.InvalidCredential("The API key is unknown, or its secret is wrong.");
        }

        trace?.Check("time", $"expires {record.ExpiresAt?.ToString("O") ?? "never"}, disabled {record.DisabledAt?.ToString("O") ?? "never"}; now {asOf:O}");
        if (Refusal(record, asOf) is { } refusal)
        {
            return AuthenticationDenial.InvalidCredential($"API key '{record.KeyId}' {refusal}");
        }

        use.Note(record.KeyId);
        return StepOutcome.Continue(_callers.GetValue(record, static known => ToIdentity(known).ToCaller(CallerSchemes.ApiKey)));
    }

    // Only after the secret matched: to anyone else an expired key is an unknown one.
    private static string? Refusal(ApiKeyRecord record, DateTimeOffset now)
    {
        if (record.DisabledAt <= now)
        {
            return $"was disabled at {record.DisabledAt:O}; clear its DisabledAt to use it again.";
        }

        return record.ExpiresAt <= now ? $"expired at {record.ExpiresAt:O}; replace it, or move its ExpiresAt." : null;
    }

    private static CallerIdentity ToIdentity(ApiKeyRecord record) => new()
    {
        Issuer = CallerSchemes.ApiKeyIssuer,
        Subject = record.Subject,
        Tenant = record.Tenant,
        Agent = record.Agent ?? record.KeyId,
        Environment = record.Environment,
        Scopes = record.Scopes,
        Roles = record.Roles,
        CredentialId = record.KeyId,
        ExpiresAt = record.ExpiresAt,
    };
}
