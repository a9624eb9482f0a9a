using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Authentication.Tracing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Introspection;

/// <summary>
/// Verifies opaque access tokens: from memory where the answer is young, else by asking their issuer, once for all who present the same token at
/// a time. What cannot be asked is denied.
/// </summary>
internal sealed class IntrospectionAuthenticator(
    IntrospectionClient client, IntrospectionOptions options, IApiKeyStore apiKeys, PossessionCheck possession, TimeProvider clock,
    ILogger<IntrospectionAuthenticator> logger) : IDisposable
{
    // Those who wait for their turn hold a request each; beyond this the answer is no at once.
    private const int MostPending = 1_000;

    private readonly IntrospectionReader _reader = new(options, clock);
    private readonly CredentialCache<IntrospectionAnswer> _accepted = new(options.CacheEntries);

    // Of its own, so that a flood of made-up tokens drives no good answer out.
    private readonly CredentialCache<IntrospectionAnswer> _refused = new(options.CacheEntries);
    private readonly ConcurrentDictionary<CredentialHash, Lazy<Task<IntrospectionAnswer?>>> _pending = new();
    private readonly SemaphoreSlim _turns = new(options.MaxConcurrency);
    private int _pendingCount;
    private volatile bool _failing;

    /// <summary>Whether the text is one to ask about: no key of the store's form, nor anything that begins like a key of ours and may be a mistyped one.</summary>
    public bool Takes(ReadOnlySpan<char> text) =>
        options.Endpoint is not null && !ApiKey.BeginsLikeOne(text) && !apiKeys.TryRead(text.ToString(), out _);

    public ValueTask<StepOutcome<Caller>> AuthenticateAsync(PresentedToken token, CancellationToken cancellationToken)
    {
        var hash = CredentialHash.Of(token.Text.Span);
        var now = clock.GetUtcNow();
        if (_accepted.Find(hash) is { } good && now < good.Until)
        {
            return JudgeAsync(good, token, cancellationToken);
        }

        return _refused.Find(hash) is { } bad && now < bad.Until
            ? new(bad.Denial)
            : AskAsync(token, hash, cancellationToken);
    }

    public void Dispose() => _turns.Dispose();

    private async ValueTask<StepOutcome<Caller>> AskAsync(PresentedToken token, CredentialHash hash, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _pendingCount) >= MostPending)
        {
            return AuthenticationDenial.InvalidCredential($"Opaque token refused: {MostPending} questions to its issuer are pending.");
        }

        VerificationTrace.Current?.Check("introspection", options.Issuer);

        // Not cancelled with the first who asks: others wait for the same answer.
        var question = _pending.GetOrAdd(hash, _ => new Lazy<Task<IntrospectionAnswer?>>(() => AskOnceAsync(token.Text.ToString(), hash)));
        return await question.Value.WaitAsync(cancellationToken) is { } answer
            ? await JudgeAsync(answer, token, cancellationToken)
            : AuthenticationDenial.InvalidCredential("Opaque token refused: its issuer cannot be asked; see log event 2020.");
    }

    private ValueTask<StepOutcome<Caller>> JudgeAsync(IntrospectionAnswer answer, PresentedToken token, CancellationToken cancellationToken) =>
        answer.Caller is null ? new(answer.Denial) : possession.CheckAsync(answer.Binding, answer.Caller, token, cancellationToken);

    private async Task<IntrospectionAnswer?> AskOnceAsync(string token, CredentialHash hash)
    {
        Interlocked.Increment(ref _pendingCount);
        try
        {
            using var timeout = new CancellationTokenSource(options.Timeout, clock);
            var answer = _reader.Read(await AskInTurnAsync(token, timeout.Token));
            (answer.Caller is null ? _refused : _accepted).Add(hash, answer);
            _failing = false;
            return answer;
        }
#pragma warning disable CA1031 // Whatever went wrong, the token is denied, and asked about again at the next call.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!_failing)
            {
                Log.IntrospectionFailed(logger, exception, options.Issuer);
            }

            _failing = true;
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _pendingCount);
            _pending.TryRemove(hash, out _);
        }
    }

    private async Task<byte[]> AskInTurnAsync(string token, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await client.AskAsync(token, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }
}
