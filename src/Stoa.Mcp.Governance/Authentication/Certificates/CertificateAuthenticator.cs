using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Authentication.Tracing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>
/// Verifies client certificates: from memory where the same one was verified a short while ago, else anew, once for all calls that wait for it. Refusals are
/// remembered apart and more briefly, so that a flood of strangers displaces nobody.
/// </summary>
internal sealed class CertificateAuthenticator(CertificateAnchors anchors, CertificateAuthenticationOptions options, TimeProvider clock, ILogger<CertificateAuthenticator> logger)
{
    /// <summary>How long a refusal is remembered: an authority that cannot be asked is asked again after it.</summary>
    public static readonly TimeSpan RefusalLifetime = TimeSpan.FromSeconds(30);

    private const int RememberedRefusals = 1000;

    private readonly CertificateChainCheck _chains = new(anchors, options, clock);
    private readonly CredentialCache<CertificateVerdict> _accepted = new(options.CacheEntries);
    private readonly CredentialCache<CertificateVerdict> _refused = new(RememberedRefusals);
    private readonly ConcurrentDictionary<CredentialHash, Lazy<Task<CertificateVerdict>>> _underWay = new();

    /// <summary>Whether certificates say who calls.</summary>
    public bool IsEnabled => options.Enabled;

    public ValueTask<StepOutcome<Caller>> AuthenticateAsync(
        X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates, CancellationToken cancellationToken)
    {
        var hash = CredentialHash.Of(certificate, intermediates);
        var now = clock.GetUtcNow();
        if (_accepted.Find(hash) is { } good && now < good.Until)
        {
            return new(good.Outcome);
        }

        return _refused.Find(hash) is { } bad && now < bad.Until
            ? new(bad.Outcome)
            : new(VerifyAsync(hash, certificate, intermediates, cancellationToken));
    }

    private async Task<StepOutcome<Caller>> VerifyAsync(
        CredentialHash hash, X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates, CancellationToken cancellationToken)
    {
        // Off the caller's thread: revocation may be asked for over the network, and the platform waits for that without giving the thread back.
        var lazy = _underWay.GetOrAdd(hash, _ => new Lazy<Task<CertificateVerdict>>(() => Task.Run(() => Remember(hash, certificate, intermediates), CancellationToken.None)));
        return (await lazy.Value.WaitAsync(cancellationToken)).Outcome;
    }

    private CertificateVerdict Remember(CredentialHash hash, X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates)
    {
        try
        {
            var outcome = Verify(certificate, intermediates);
            var until = clock.GetUtcNow() + (outcome.Value is null ? RefusalLifetime : options.CacheLifetime);
            var verdict = new CertificateVerdict(outcome, outcome.Value?.ExpiresAt < until ? outcome.Value.ExpiresAt.Value : until);
            (outcome.Value is null ? _refused : _accepted).Add(hash, verdict);
            return verdict;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or ObjectDisposedException)
        {
            // Unreadable, or gone with its connection; not remembered. The type alone: a message may quote the certificate.
            Log.AuthenticationFailed(logger, exception.GetType().FullName!);
            return new CertificateVerdict(Refuse("it cannot be read."), default);
        }
        finally
        {
            _underWay.TryRemove(hash, out _);
        }
    }

    private StepOutcome<Caller> Verify(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates)
    {
        var trace = VerificationTrace.Current;
        trace?.Check("certificate", $"subject {certificate.Subject}, from {certificate.NotBefore.ToUniversalTime():O} to {certificate.NotAfter.ToUniversalTime():O}");
        if (CertificateRules.RefuseClient(certificate) is { } unfit)
        {
            return Refuse(unfit);
        }

        trace?.Check("chain", $"issuer {certificate.Issuer}, {intermediates.Count} sent along, revocation {options.RevocationMode}");
        if (_chains.Find(certificate, intermediates, out var refusal) is not { } anchor)
        {
            return Refuse(refusal);
        }

        trace?.Check("identity", $"authority {anchor.Options.Name}, subject by {anchor.Options.Subject}");
        return CertificateIdentityReader.Read(certificate, anchor, out refusal) is { } identity
            ? StepOutcome.Continue(identity.ToCaller(CallerSchemes.Certificate))
            : Refuse($"of authority {anchor.Options.Name}: {refusal}");
    }

    private static StepOutcome<Caller> Refuse(string reason) => AuthenticationDenial.InvalidCredential($"Client certificate refused: {reason}");
}
