using System.Buffers;
using System.Text;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Trail;
using Stoa.Trail.Usage;

namespace Stoa.Mcp.Governance.Tests.Auditing;

/// <summary>What is known of a line without reading it is what reading it tells.</summary>
public sealed class AuditEntryFactsTests
{
    private const int Seed = 20261128;
    private const int Count = 5_000;

    private readonly RandomEntries _random = new(Seed);

    [Fact]
    public void Facts_AreThoseOfTheLine()
    {
        var usages = 0;
        for (var i = 0; i < Count; i++)
        {
            var (entry, withEmail) = (_random.Entry(), _random.Flag());
            var facts = AuditEntryFacts.Of(entry, withEmail);
            var output = new ArrayBufferWriter<byte>();
            ChainLine.Append(output, ChainHead.Start, AuditEntrySerializer.Serialize(entry, withEmail));
            var read = TrailEntry.Parse(output.WrittenMemory[..^1]);

            var where = $"seed {Seed}, case {i}";
            Assert.True((read.Kind, read.Time, read.DecisionId, read.Tenant) == (facts.Kind, facts.Time, facts.DecisionId, facts.Tenant), where);
            Assert.True(Json(read.Usage) == Json(facts.Usage), $"{where}\n{Json(read.Usage)}\n{Json(facts.Usage)}");
            usages += facts.Usage is null ? 0 : 1;
        }

        Assert.InRange(usages, Count / 10, Count - 500);
    }

    private static string Json(UsageEvent? usage)
    {
        var output = new ArrayBufferWriter<byte>();
        if (usage is not null)
        {
            UsageEventWriter.Write(output, usage);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
