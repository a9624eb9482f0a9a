using System.Text.Json;

namespace Stoa.Trail.Tests.Building;

/// <summary>The fields of a call's entry, as JSON text without braces.</summary>
internal static class CallText
{
    public static string Fields(
        string? tenant = "acme",
        string subject = "ada",
        string agent = "agent-1",
        string? email = null,
        string targetKind = "tool",
        string tool = "get-report",
        string decision = "\"allow\"",
        int code = 0,
        string codeName = "none",
        string? outcome = null,
        double latency = 12.5,
        double backend = 10,
        long? cost = null)
    {
        var text = tenant is null ? "" : $"\"tenant\":{Quote(tenant)},";
        text += $"\"caller\":{{\"subject\":{Quote(subject)},\"agent\":{Quote(agent)},\"scheme\":\"jwt\",\"issuer\":\"https://issuer.example\"";
        text += $",\"scopes\":[\"stoa:read\"],\"roles\":[\"viewer\"]{(email is null ? "" : $",\"email\":{Quote(email)}")}}},\"operation\":\"tools/call\",\"message_kind\":\"request\",";
        text += $"\"target\":{{\"kind\":\"{targetKind}\",\"name\":{Quote(tool)},\"tool_namespace\":\"analytics\",\"environment\":\"staging\",\"access\":\"read\"}},";
        text += "\"server\":\"orders\",\"server_environment\":\"production\",\"transport\":{\"kind\":\"http\",\"protocol_version\":\"2025-11-25\",";
        text += "\"session_id\":\"sha256:0123456789abcdef\",\"remote_address\":\"192.0.2.7\",\"request_bytes\":400},\"client\":{\"name\":\"c\",\"version\":\"1\"},";
        text += $"\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"request_id\":\"7\",\"decision\":{decision},\"code\":{code},\"code_name\":\"{codeName}\"";
        text += ",\"step\":\"quota\",\"matched_rules\":[\"grant-1\"],\"policy_revision\":\"sha256:0011\"";
        text += outcome is null or "denied" ? "" : ",\"quota\":{\"rule\":\"per-tenant\",\"limit\":100,\"remaining\":97,\"charged\":3}";
        text += ",\"arguments_digest\":\"hmac-sha256:00\",\"arguments\":{\"amount\":12}";
        text += outcome is null ? "" : FormattableString.Invariant($",\"outcome\":\"{outcome}\",\"latency_ms\":{latency},\"backend_ms\":{backend},\"response_bytes\":1000");
        return text + (cost is null ? "" : $",\"tool_tier\":\"gold\",\"cost_microcents\":{cost}");
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
