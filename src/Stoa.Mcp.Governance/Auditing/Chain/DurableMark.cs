namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>How far a chain is on the disk for good, and who waits for more of it.</summary>
internal sealed class DurableMark
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiting;
    private long _sequence;

    /// <summary>The last line that is durable; 0 before the folder was opened.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>The writer: the chain is durable up to here.</summary>
    public void Advance(long sequence)
    {
        Volatile.Write(ref _sequence, sequence);
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            waiting = _waiting;
            _waiting = null;
        }

        waiting?.TrySetResult();
    }

    /// <summary>Ends once the chain is durable beyond a line.</summary>
    public async Task WaitBeyondAsync(long sequence, CancellationToken cancellationToken)
    {
        while (Sequence <= sequence)
        {
            await AdvanceAsync(sequence).WaitAsync(cancellationToken);
        }
    }

    private Task AdvanceAsync(long sequence)
    {
        lock (_gate)
        {
            // Whoever saw the old value registers before the writer looks for those who wait.
            return Sequence > sequence
                ? Task.CompletedTask
                : (_waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }
}
