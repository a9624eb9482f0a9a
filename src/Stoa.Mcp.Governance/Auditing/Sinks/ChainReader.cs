using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Trail;
using Stoa.Trail.Reading;

namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>Reads what is durable of a chain, behind a line: from memory what was just written, from the disk what is older.</summary>
internal sealed class ChainReader(ChainedLog chain, string folder, long after) : IDisposable
{
    private readonly RecentLines.Mark _mark = chain.Recent.Follow(after);
    private TrailReader? _disk;

    /// <summary>The last line read, or where reading began.</summary>
    public long Last => _mark.Last;

    /// <summary>Adds lines that are durable now, in order.</summary>
    /// <returns>How many were added; 0 where nothing more is there yet.</returns>
    /// <exception cref="IOException">A segment cannot be read.</exception>
    /// <exception cref="FormatException">A line is no entry.</exception>
    public int Read(List<TrailEntry> into, int most)
    {
        var durable = chain.Durable.Sequence;
        if (durable <= Last)
        {
            return 0;
        }

        var count = chain.Recent.Read(_mark, into, most);
        return count > 0 ? count : ReadDisk(into, most, durable);
    }

    public void Dispose()
    {
        _disk?.Dispose();
        chain.Recent.Leave(_mark);
    }

    private int ReadDisk(List<TrailEntry> into, int most, long durable)
    {
        if (_disk?.Last != Last)
        {
            // What lies between was read from memory.
            _disk?.Dispose();
            _disk = new TrailReader(folder, chain.Stream, Last);
        }

        var count = _disk.Read(into, most, durable);
        _mark.Last = _disk.Last;
        return count;
    }
}
