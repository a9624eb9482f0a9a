using System.Buffers.Text;

namespace Stoa.Mcp.Governance.Auditing.Records;

/// <summary>The records whose intent is in the chain and whose outcome is not. Used by the writer's thread.</summary>
internal sealed class OpenRecords
{
    private const int IdLength = 36;

    private readonly Dictionary<Guid, long> _open = [];

    private static ReadOnlySpan<byte> IntentBegin => "\"kind\":\"intent\",\"decision_id\":\""u8;

    private static ReadOnlySpan<byte> OutcomeBegin => "\"kind\":\"outcome\",\"decision_id\":\""u8;

    public int Count => _open.Count;

    /// <summary>The open records and the <c>seq</c> of their intents, oldest first.</summary>
    public IReadOnlyList<KeyValuePair<Guid, long>> Items => [.. _open.OrderBy(record => record.Value)];

    /// <summary>Whether an entry is an outcome, and of which record.</summary>
    public static bool IsOutcome(ReadOnlySpan<byte> body, out Guid decision) => HasId(body[1..], OutcomeBegin, out decision);

    /// <summary>An entry is in the chain.</summary>
    /// <param name="body">The entry as a JSON object.</param>
    /// <param name="sequence">Its number.</param>
    public void Follow(ReadOnlySpan<byte> body, long sequence) => FollowFields(body[1..], sequence);

    /// <summary>An entry is in the chain.</summary>
    /// <param name="fields">The entry without its opening brace.</param>
    /// <param name="sequence">Its number.</param>
    public void FollowFields(ReadOnlySpan<byte> fields, long sequence)
    {
        if (HasId(fields, IntentBegin, out var opened))
        {
            _open[opened] = sequence;
        }
        else if (HasId(fields, OutcomeBegin, out var closed))
        {
            _open.Remove(closed);
        }
    }

    /// <summary>A segment said that this record was open when it was begun.</summary>
    public void Add(Guid decision, long sequence) => _open[decision] = sequence;

    /// <summary>Where the intent of an open record is.</summary>
    public bool TryFind(Guid decision, out long sequence) => _open.TryGetValue(decision, out sequence);

    // Ids of this library are UUIDs in their usual form; a record of another id is not followed, and stays open in a crash.
    private static bool HasId(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> begin, out Guid decision)
    {
        decision = default;
        return fields.Length > begin.Length + IdLength && fields.StartsWith(begin)
            && Utf8Parser.TryParse(fields.Slice(begin.Length, IdLength), out decision, out var used, 'D') && used == IdLength;
    }
}
