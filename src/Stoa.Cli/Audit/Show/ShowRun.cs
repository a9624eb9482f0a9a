using Stoa.Cli.Audit.Filters;
using Stoa.Cli.Terminals;
using Stoa.Trail;

namespace Stoa.Cli.Audit.Show;

/// <summary>Shows the entries that are asked for, and where it is asked those that come.</summary>
internal sealed class ShowRun(Terminal terminal, string folder, EntryFilter filter, IEntryLines lines)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public async Task<int> RunAsync(int? last, bool follow, CancellationToken cancellationToken)
    {
        using var feed = new TrailFeed(folder, filter.Since);
        foreach (var entry in Latest(feed.Read(cancellationToken), last))
        {
            lines.Write(entry);
        }

        while (follow && await WaitAsync(cancellationToken))
        {
            foreach (var entry in feed.Read(CancellationToken.None).Select(filter.Match).OfType<EntryView>())
            {
                lines.Write(entry);
            }
        }

        return ExitCode.Success;
    }

    // What is kept is copied: an entry holds on to all that was read along with it.
    private IEnumerable<EntryView> Latest(IEnumerable<TrailEntry> entries, int? most)
    {
        var matching = entries.Select(filter.Match).OfType<EntryView>();
        if (most is not { } count)
        {
            return matching;
        }

        var kept = new Queue<byte[]>();
        foreach (var entry in matching)
        {
            if (kept.Count == count)
            {
                kept.Dequeue();
            }

            kept.Enqueue(entry.Entry.Json.ToArray());
        }

        return kept.Select(line => new EntryView(TrailEntry.Parse(line)));
    }

    // Ctrl+C is how a live view ends, and no failure of it.
    private async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        terminal.Out.Flush();
        try
        {
            await Task.Delay(Interval, terminal.Time, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
