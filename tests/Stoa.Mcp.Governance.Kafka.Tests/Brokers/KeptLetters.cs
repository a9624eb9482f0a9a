using Stoa.Mcp.Governance.Auditing.Sinks;

namespace Stoa.Mcp.Governance.Kafka.Tests.Brokers;

/// <summary>Dead letters in memory.</summary>
internal sealed class KeptLetters : ISinkDeadLetters
{
    public List<SinkDeadLetter> Letters { get; } = [];

    public bool Fail { get; set; }

    public void Keep(string sink, IReadOnlyList<SinkDeadLetter> letters)
    {
        if (Fail)
        {
            throw new IOException("The disk is full.");
        }

        Letters.AddRange(letters);
    }
}
