using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>Entries that are written and synced together. Filled under the log's lock, then handed to the writer whole.</summary>
internal sealed class EntryGroup
{
    private const int MostKept = 4 * 1024 * 1024;

    private readonly List<int> _ends = [];
    private readonly List<EntryFacts?> _facts = [];
    private byte[] _bytes = [];
    private TaskCompletionSource? _durable;

    /// <summary>Number of entries.</summary>
    public int Count => _ends.Count;

    /// <summary>Size of the entries, in bytes.</summary>
    public int Bytes => _ends.Count == 0 ? 0 : _ends[^1];

    /// <summary>Most bytes of the entries as lines of a chain.</summary>
    public long LineBytes => Bytes + ((long)Count * ChainLine.MostOverhead);

    /// <summary>Ends when the group is synced, or with an <see cref="AuditUnavailableException"/>. One task for all that wait.</summary>
    public Task Durable => (_durable ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public ReadOnlySpan<byte> this[int index] => _bytes.AsSpan((index == 0 ? 0 : _ends[index - 1]).._ends[index]);

    /// <summary>What an entry tells of itself, where that is known.</summary>
    public EntryFacts? FactsOf(int index) => _facts[index];

    public void Add(ReadOnlySpan<byte> body, EntryFacts? facts = null)
    {
        var end = Bytes + body.Length;
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(end, Math.Max(16 * 1024, _bytes.Length * 2)));
        }

        body.CopyTo(_bytes.AsSpan(Bytes));
        _ends.Add(end);
        _facts.Add(facts);
    }

    public void Succeed() => _durable?.TrySetResult();

    public void Fail(Exception cause)
    {
        if (_durable is { } durable)
        {
            durable.TrySetException(new AuditUnavailableException("The audit trail's disk did not take the entry.", cause));

            // A caller that was cancelled no longer looks; its failure is in the log.
            _ = durable.Task.Exception;
        }
    }

    /// <summary>Makes the group empty, ready to be filled again.</summary>
    public void Clear()
    {
        _ends.Clear();
        _facts.Clear();
        _durable = null;
        if (_bytes.Length > MostKept)
        {
            _bytes = [];
        }
    }
}
