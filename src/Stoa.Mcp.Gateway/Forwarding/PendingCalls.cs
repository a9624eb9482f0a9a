using System.Collections.Concurrent;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Forwarding;

/// <summary>
/// Calls whose stream ended before their answer, in sessions whose events can be asked for again (Streamable HTTP before 2026-07-28,
/// "Resumability and Redelivery"). Their answers may still come, on a stream of the session; what never comes is recorded as cancelled.
/// </summary>
internal sealed class PendingCalls : IAsyncDisposable
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Session, string Id), ForwardedCall> _calls = new();
    private readonly GovernancePipeline _pipeline;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    public PendingCalls(GovernancePipeline pipeline, TimeProvider time)
    {
        _pipeline = pipeline;
        _time = time;
        _sweep = time.CreateTimer(static calls => _ = ((PendingCalls)calls!).SweepAsync(), this, Patience, TimeSpan.FromMinutes(1));
    }

    /// <summary>Waits for the answer of a call, or keeps one that was answered, to tell it again.</summary>
    public async ValueTask AddAsync(string session, ForwardedCall call)
    {
        if (_calls.Count >= Capacity || !_calls.TryAdd((session, call.SentId!), call))
        {
            await CancelAsync(call);
        }
    }

    /// <summary>The call that an answer on a stream of the session belongs to, or null.</summary>
    public ForwardedCall? Find(string session, string id) => _calls.GetValueOrDefault((session, id));

    /// <summary>The session has ended, and with it every answer that has not come.</summary>
    public async ValueTask EndAsync(string session)
    {
        foreach (var key in _calls.Keys.Where(key => key.Session == session))
        {
            await RemoveAsync(key);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        foreach (var key in _calls.Keys)
        {
            await RemoveAsync(key);
        }
    }

    private async Task SweepAsync()
    {
        foreach (var (key, call) in _calls)
        {
            if (_time.GetElapsedTime(call.StartedTimestamp) > Patience)
            {
                await RemoveAsync(key);
            }
        }
    }

    private async ValueTask RemoveAsync((string Session, string Id) key)
    {
        if (_calls.TryRemove(key, out var call))
        {
            await CancelAsync(call);
        }
    }

    private async ValueTask CancelAsync(ForwardedCall call)
    {
        if (call.TryEnd())
        {
            await _pipeline.CompleteAsync(call.Call, new CallCompletion(CallOutcome.Cancelled, _time.GetElapsedTime(call.StartedTimestamp)));
        }
    }
}
