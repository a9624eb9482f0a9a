using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol.Protocol;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>The answer of a call that became a task (MCP tasks extension, 2026-07-28).</summary>
internal sealed class ProbeTaskResult : Result
{
    public ProbeTaskResult() => ResultType = "task";

    [JsonPropertyName("taskId")]
    public required string TaskId { get; init; }

    [JsonPropertyName("status")]
    public string Status { get; init; } = "working";

    [JsonPropertyName("ttlMs")]
    public long TimeToLive { get; init; } = 3_600_000;

    public static JsonTypeInfo<ProbeTaskResult> TypeInfo { get; } = (JsonTypeInfo<ProbeTaskResult>)new JsonSerializerOptions
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    }.GetTypeInfo(typeof(ProbeTaskResult));
}
