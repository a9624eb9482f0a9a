using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Chain;

/// <summary>
/// The newest durable lines of a chain, in memory, for those that follow it closely: they need not read from the disk what was just
/// written to it, and a line is read as an entry once for all of them. Kept until all have it, and no longer than there is room: who
/// falls behind reads the disk.
/// </summary>
internal sealed class RecentLines
{
    private const int MostBytes = 8 * 1024 * 1024;

    // Below what goes to the large object heap: entries keep the bytes of their run alive, and are many.
    private const int RunBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<Run> _runs = new();
    private readonly List<Mark> _marks = [];
    private long _next;
    private int _bytes;

    /// <summary>Whether anybody follows the chain. Asked without the lock: a line that comes just before somebody begins to is read all the same.</summary>
    public bool AreWanted => _marks.Count > 0;

    /// <summary>Follows the chain behind a line. Nothing is kept before somebody does.</summary>
    public Mark Follow(long after)
    {
        var mark = new Mark { Last = after };
        lock (_gate)
        {
            _marks.Add(mark);
        }

        return mark;
    }

    /// <summary>Follows no more.</summary>
    public void Leave(Mark mark)
    {
        lock (_gate)
        {
            _marks.Remove(mark);
            Drop();
        }
    }

    /// <summary>The writer: whole lines that are durable now, copied.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="facts">What each tells of itself, where that is known.</param>
    public void Add(long first, ReadOnlySpan<byte> lines, ReadOnlySpan<EntryFacts?> facts)
    {
        lock (_gate)
        {
            if (_marks.Count == 0)
            {
                return;
            }

            // Lines between that were synced later than they were written are on the disk alone.
            if (first != _next)
            {
                Clear();
            }

            _next = first + facts.Length;
            while (!lines.IsEmpty)
            {
                var run = Run.Of(first, lines[..EndOfRun(lines)], facts);
                lines = lines[run.Bytes..];
                facts = facts[run.Count..];
                first += run.Count;
                _runs.Enqueue(run);
                _bytes += run.Bytes;
            }

            while (_bytes > MostBytes)
            {
                _bytes -= _runs.Dequeue().Bytes;
            }
        }
    }

    /// <summary>Adds the lines behind a mark, and moves it; none where they are not in memory.</summary>
    /// <exception cref="FormatException">A line is no entry.</exception>
    public int Read(Mark mark, List<TrailEntry> into, int most)
    {
        lock (_gate)
        {
            var count = 0;
            foreach (var run in _runs)
            {
                var from = mark.Last + 1 - run.First;
                if (from < 0 || count == most)
                {
                    break;
                }

                for (; from < run.Count && count < most; from++, count++)
                {
                    into.Add(run.Entries[(int)from]);
                    mark.Last++;
                }
            }

            Drop();
            return count;
        }
    }

    private static int EndOfRun(ReadOnlySpan<byte> lines) => lines.Length <= RunBytes ? lines.Length
        : lines[..RunBytes].LastIndexOf((byte)'\n') is var feed and >= 0 ? feed + 1
        : lines.IndexOf((byte)'\n') + 1;

    /// <summary>Lets go of what all have.</summary>
    private void Drop()
    {
        var taken = long.MaxValue;
        foreach (var mark in _marks)
        {
            taken = Math.Min(taken, mark.Last);
        }

        while (_runs.TryPeek(out var run) && run.First + run.Count - 1 <= taken)
        {
            _bytes -= _runs.Dequeue().Bytes;
        }
    }

    private void Clear()
    {
        _runs.Clear();
        _bytes = 0;
    }

    /// <summary>How far one of those that follow has come.</summary>
    internal sealed class Mark
    {
        /// <summary>The last line that it has.</summary>
        public long Last { get; set; }
    }

    /// <summary>Lines that share an array.</summary>
    private sealed class Run(long first, ReadOnlyMemory<byte> lines, EntryFacts?[] facts)
    {
        private TrailEntry[]? _entries;

        public long First => first;

        public int Count => facts.Length;

        public int Bytes => lines.Length;

        public TrailEntry[] Entries => _entries ??= Parse();

        public static Run Of(long first, ReadOnlySpan<byte> lines, ReadOnlySpan<EntryFacts?> facts)
        {
            var own = GC.AllocateUninitializedArray<byte>(lines.Length);
            lines.CopyTo(own);
            return new Run(first, own, facts[..lines.Count((byte)'\n')].ToArray());
        }

        private TrailEntry[] Parse()
        {
            var entries = new TrailEntry[facts.Length];
            var rest = lines;
            for (var i = 0; i < entries.Length; i++)
            {
                var feed = rest.Span.IndexOf((byte)'\n');
                var line = rest[..feed];
                entries[i] = facts[i] is { } known ? TrailEntry.Of(line, first + i, known) : TrailEntry.Parse(line);
                rest = rest[(feed + 1)..];
            }

            return entries;
        }
    }
}
