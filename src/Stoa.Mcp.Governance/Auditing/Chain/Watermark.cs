namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>How far something has come along a chain, and who waits for it to come further: the disk, or a sink.</summary>
internal sealed class Watermark
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiting;
    private long _sequence;

    /// <summary>The last line that it has; 0 before it was known.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>It has come this far.</summary>
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

    /// <summary>Ends once it has come beyond a line.</summary>
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
