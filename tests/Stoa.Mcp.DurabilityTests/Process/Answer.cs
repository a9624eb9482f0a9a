using System.Text.Json;

namespace Stoa.Mcp.DurabilityTests.Process;

/// <summary>A whole answer to one call.</summary>
internal sealed record Answer(string Id, int Status, JsonElement Message)
{
    /// <summary>The JSON-RPC error code, or null.</summary>
    public int? Error => Message.ValueKind == JsonValueKind.Object && Message.TryGetProperty("error", out var error) ? error.GetProperty("code").GetInt32() : null;

    /// <summary>Whether the trail could not be written: the one answer that has no record.</summary>
    public bool IsUnrecorded => Error == 5031;

    /// <summary>Whether the tool's own result came, a good or a bad one.</summary>
    public bool IsResult => Message.ValueKind == JsonValueKind.Object && Message.TryGetProperty("result", out _);

    /// <summary>The outcome that the trail must have for it.</summary>
    public string ExpectedEnd =>
        !IsResult ? "denied" : Message.GetProperty("result").TryGetProperty("isError", out var error) && error.GetBoolean() ? "tool_error" : "success";
}
