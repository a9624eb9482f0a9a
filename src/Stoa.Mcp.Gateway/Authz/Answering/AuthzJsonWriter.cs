using System.Buffers;
using System.Text.Json;
using Stoa.Mcp.Gateway.Authz.Deciding;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Answering;

/// <summary>Writes a decision as STOA's sidecar does, and besides, for a denial, the body that the client can be answered with.</summary>
internal sealed class AuthzJsonWriter(UpstreamHeaders upstream, TimeProvider time)
{
    public byte[] Write(AuthzDecision decision)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("allowed", decision.Allowed);
            if (decision.Allowed)
            {
                WriteHeaders(writer, UpstreamHeaders.ToSet(decision.Call));
                WriteTexts(writer, "headers_to_remove", upstream.ToRemoveFirst());
            }
            else
            {
                WriteDenial(writer, decision);
            }

            WriteMetadata(writer, decision);
            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }

    // The code's name and the decision's id: what was wrong stands in the record of that id.
    private static void WriteDenial(Utf8JsonWriter writer, AuthzDecision decision)
    {
        var denial = decision.Decision;
        writer.WriteNumber("status_code", decision.Answer.StatusCode);
        WriteHeaders(writer, [.. AnswerHeaders.Of(decision)]);
        WriteTexts(writer, "headers_to_remove", []);
        writer.WriteString("denial_reason", $"{denial.Code.NameOf()} ({(int)denial.Code}), decision {decision.Call.DecisionId}");
        writer.WriteString("denied_by_policy", denial.Step);
        if (decision.Body is { Length: > 0 } body)
        {
            writer.WriteString("body", body.Span);
        }
    }

    private void WriteMetadata(Utf8JsonWriter writer, AuthzDecision decision)
    {
        writer.WriteStartObject("metadata");
        writer.WriteString("request_id", decision.Call.DecisionId);
        WriteTexts(writer, "policies_evaluated", decision.Decision.PolicyRevision is { } revision ? [revision] : []);
        writer.WriteNumber("evaluation_time_us", (long)decision.Elapsed.TotalMicroseconds);
        if (decision.Quota is { } quota)
        {
            writer.WriteStartObject("rate_limit");
            writer.WriteNumber("current", quota.Limit - quota.Remaining);
            writer.WriteNumber("limit", quota.Limit);
            writer.WriteNumber("reset_at", time.GetUtcNow().ToUnixTimeSeconds() + GovernanceReplies.Seconds(quota.ResetAfter));
            writer.WriteNumber("remaining", quota.Remaining);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteHeaders(Utf8JsonWriter writer, IReadOnlyList<(string Name, string Value)> headers)
    {
        writer.WriteStartObject("headers_to_add");
        foreach (var (name, value) in headers)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
