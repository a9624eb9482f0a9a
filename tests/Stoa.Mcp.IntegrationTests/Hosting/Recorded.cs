namespace Stoa.Mcp.IntegrationTests.Hosting;

/// <summary>What a double was given, in order, and a way to wait for what is still to come.</summary>
internal sealed class Recorded<T>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<T> _items = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All so far.</summary>
    public IReadOnlyList<T> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _items];
            }
        }
    }

    public void Add(T item)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _items.Add(item);
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.TrySetResult();
    }

    public void Clear()
    {
        lock (_lock)
        {
            _items.Clear();
        }
    }

    /// <summary>All that match, once there are at least <paramref name="count"/> of them.</summary>
    /// <exception cref="TimeoutException">They did not come.</exception>
    public async Task<IReadOnlyList<T>> WaitForAsync(Func<T, bool> matches, int count = 1)
    {
        using var giveUp = new CancellationTokenSource(Patience);
        while (true)
        {
            Task changed;
            T[] found;
            lock (_lock)
            {
                found = [.. _items.Where(matches)];
                changed = _changed.Task;
            }

            if (found.Length >= count)
            {
                return found;
            }

            try
            {
                await changed.WaitAsync(giveUp.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{found.Length} of {count} came: {string.Join("; ", All)}");
            }
        }
    }
}
