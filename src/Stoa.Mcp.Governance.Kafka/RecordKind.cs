namespace Stoa.Mcp.Governance.Kafka;

/// <summary>What a message is, in its headers and as a CloudEvent.</summary>
/// <param name="Kind">Header <c>stoa-kind</c>: the entry's kind, <c>usage</c> or <c>error</c>.</param>
/// <param name="Family">Of which feed: <c>audit</c>, <c>heads</c>, <c>metering</c>, <c>errors</c>, <c>anomalies</c>.</param>
internal readonly record struct RecordKind(string Kind, string Family);
