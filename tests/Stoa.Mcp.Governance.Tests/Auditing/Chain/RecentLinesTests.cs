using System.Buffers;
using System.Text;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Tests.Auditing.Chain;

public sealed class RecentLinesTests
{
    private readonly RecentLines _recent = new();
    private readonly List<TrailEntry> _read = [];
    private ChainHead _head = ChainHead.Start;

    [Fact]
    public void Lines_ComeInOrder_AndAreOneEntryForAll()
    {
        var (one, other) = (_recent.Follow(0), _recent.Follow(0));
        Write(3);
        Write(2);

        Assert.Equal(2, _recent.Read(one, _read, 2));
        Assert.Equal(3, _recent.Read(one, _read, 100));
        Assert.Equal(0, _recent.Read(one, _read, 100));
        Assert.Equal([1, 2, 3, 4, 5], _read.Select(entry => entry.Sequence));
        Assert.Equal(5, one.Last);

        var others = new List<TrailEntry>();
        _recent.Read(other, others, 100);
        Assert.All(others.Zip(_read), pair => Assert.Same(pair.First, pair.Second));
    }

    [Fact]
    public void NobodyFollows_NothingIsKept()
    {
        Write(3);
        var late = _recent.Follow(0);

        Assert.Equal(0, _recent.Read(late, _read, 100));

        Write(2);
        Assert.Equal(0, _recent.Read(late, _read, 100));
        late.Last = 3;
        Assert.Equal(2, _recent.Read(late, _read, 100));
    }

    [Fact]
    public void WhoeverLeaves_IsWaitedForNoLonger()
    {
        var (one, other) = (_recent.Follow(0), _recent.Follow(0));
        Write(3);
        _recent.Read(one, _read, 100);
        _recent.Leave(other);

        Assert.Equal(0, _recent.Read(_recent.Follow(0), _read, 100));
        _recent.Leave(one);
    }

    [Fact]
    public void LinesAfterAGap_LetGoOfThoseBefore()
    {
        var mark = _recent.Follow(0);
        Write(2);
        _head = _head with { Sequence = 7 };
        Write(2);

        Assert.Equal(0, _recent.Read(mark, _read, 100));
        mark.Last = 7;
        Assert.Equal(2, _recent.Read(mark, _read, 100));
        Assert.Equal([8, 9], _read.Select(entry => entry.Sequence));
    }

    [Fact]
    public void MoreThanThereIsRoomFor_LeavesTheNewest()
    {
        var mark = _recent.Follow(0);
        for (var i = 0; i < 20; i++)
        {
            Write(1, textLength: 500_000);
        }

        Assert.Equal(0, _recent.Read(mark, _read, 100));
        mark.Last = 10;
        Assert.Equal(10, _recent.Read(mark, _read, 100));
        Assert.All(_read, entry => Assert.True(entry.Json.Length > 500_000));
    }

    [Fact]
    public void ManyLines_AreThoseThatWereWritten_WhateverTheirLength()
    {
        const int Seed = 20261128;
        var random = new Random(Seed);
        var mark = _recent.Follow(0);
        var written = new List<string>();
        for (var round = 0; round < 200; round++)
        {
            written.AddRange(Write(random.Next(1, 60), random.Next(4) == 0 ? 70_000 : random.Next(3_000), head: random.Next(3) == 0));
            while (_recent.Read(mark, _read, random.Next(1, 50)) > 0)
            {
            }
        }

        Assert.Equal(written, _read.Select(entry => Encoding.ASCII.GetString(entry.Json.Span)));
        Assert.Equal(Enumerable.Range(1, written.Count).Select(i => (long)i), _read.Select(entry => entry.Sequence));
        Assert.All(_read, entry => Assert.Equal(TrailEntry.Parse(entry.Json).Kind, entry.Kind));
    }

    /// <summary>Writes a group as the writer does: entries whose facts are known, and a line among them that must be read.</summary>
    private List<string> Write(int count, int textLength = 10, bool head = false)
    {
        var first = _head.Sequence + 1;
        var output = new ArrayBufferWriter<byte>();
        var facts = new List<EntryFacts?>();
        for (var i = 0; i < count; i++)
        {
            var known = !head || i != count / 2;
            _head = ChainLine.Append(output, _head, Encoding.ASCII.GetBytes(
                $$"""{"kind":"{{(known ? "intent" : "head")}}","decision_id":"d-{{_head.Sequence}}","time":"2026-11-22T10:15:30.123Z","text":"{{new string('x', textLength)}}"}"""));
            facts.Add(known ? new EntryFacts("intent", Entries.Time, $"d-{_head.Sequence - 1}", null, null) : null);
        }

        _recent.Add(first, output.WrittenSpan, facts.ToArray());
        return [.. Encoding.ASCII.GetString(output.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
