using Stoa.Trail;
using Stoa.Trail.Reading;

namespace Stoa.Cli.Audit;

/// <summary>The entries of all chains of a folder in the order of their times, as far as they are there; more where it is asked again.</summary>
internal sealed class TrailFeed : IDisposable
{
    // An entry is written some time after it was made, and clocks are set back by a little.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    private readonly ChainFeed[] _chains;

    /// <param name="folder">The trail's folder.</param>
    /// <param name="since">What is older need not come; null for all.</param>
    public TrailFeed(string folder, DateTimeOffset? since = null) =>
        _chains = [.. TrailFolder.Streams.Select(stream => new ChainFeed(new TrailReader(folder, stream, Begin(folder, stream, since))))];

    /// <exception cref="IOException">A segment cannot be read.</exception>
    /// <exception cref="FormatException">A line is no entry.</exception>
    public IEnumerable<TrailEntry> Read(CancellationToken cancellationToken)
    {
        Array.ForEach(_chains, chain => chain.LookAgain());
        for (; ; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            ChainFeed? first = null;
            foreach (var chain in _chains)
            {
                if (chain.Peek() is { } entry && (first is null || entry.Time < first.Peek()!.Time))
                {
                    first = chain;
                }
            }

            if (first is null)
            {
                yield break;
            }

            yield return first.Take();
        }
    }

    public void Dispose() => Array.ForEach(_chains, chain => chain.Dispose());

    // The last segment begun before that time is the first one that can have an entry of it.
    private static long Begin(string folder, string stream, DateTimeOffset? since) => since is null
        ? 0
        : TrailSegment.In(folder, stream).LastOrDefault(segment => segment.Begun <= since - Slack) is { } segment ? segment.FirstSequence - 1 : 0;

    private sealed class ChainFeed(TrailReader reader) : IDisposable
    {
        private const int Batch = 256;
        private readonly Queue<TrailEntry> _ready = new();
        private readonly List<TrailEntry> _batch = [];
        private bool _isDry;

        public void LookAgain() => _isDry = false;

        public TrailEntry? Peek()
        {
            if (_ready.Count == 0 && !_isDry)
            {
                _isDry = reader.Read(_batch, Batch) == 0;
                _batch.ForEach(_ready.Enqueue);
                _batch.Clear();
            }

            return _ready.TryPeek(out var entry) ? entry : null;
        }

        public TrailEntry Take() => _ready.Dequeue();

        public void Dispose() => reader.Dispose();
    }
}
