namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>What became of the last questions to an engine that runs elsewhere.</summary>
internal sealed class RemoteEngineHealth
{
    private volatile State _state = new(false, 0, "");

    /// <summary>Whether any question was answered.</summary>
    public bool HasAnswered => _state.HasAnswered;

    /// <summary>How many in a row were not, up to the last one.</summary>
    public int Failures => _state.Failures;

    /// <summary>Why the last one was not.</summary>
    public string LastFailure => _state.LastFailure;

    public void Answered()
    {
        // Written where it changes alone: every decision comes by.
        if (_state is not { HasAnswered: true, Failures: 0 })
        {
            _state = new State(true, 0, "");
        }
    }

    public void Failed(string reason)
    {
        State seen, next;
        do
        {
            seen = _state;
            next = new State(seen.HasAnswered, seen.Failures + 1, reason);
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _state, next, seen), seen));
    }

    private sealed record State(bool HasAnswered, int Failures, string LastFailure);
}
