using Confluent.Kafka;

namespace Stoa.Mcp.Governance.Kafka;

/// <summary>
/// What no waiting and no repair of the brokers makes acceptable: the message itself is wrong for its topic. Everything else is tried again,
/// above all a topic that is missing or not permitted: those are set right by an operator, and then nothing must be missing.
/// </summary>
internal static class RefusedForGood
{
    /// <summary>Whether the broker, or the client for it, refuses the message for itself, or for the batch it stood in.</summary>
    public static bool Is(ErrorCode code) => code
        is ErrorCode.MsgSizeTooLarge
        or ErrorCode.RecordListTooLarge
        or ErrorCode.InvalidRecord
        or ErrorCode.PolicyViolation;
}
