namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>
/// Keeps what a destination refuses for good, so that a sink goes on with what follows: JSON lines in <c>NAME-dead-letter.jsonl</c> beside
/// the trail. Each is logged and counted.
/// </summary>
public interface ISinkDeadLetters
{
    /// <summary>Keeps letters of one sink, synced to disk when this returns. A letter may be there twice after a crash.</summary>
    /// <param name="sink">The sink's name.</param>
    /// <param name="letters">What was refused.</param>
    /// <exception cref="IOException">They are not kept: the sink must not complete.</exception>
    void Keep(string sink, IReadOnlyList<SinkDeadLetter> letters);
}
