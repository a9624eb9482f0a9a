using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>The part of a record that tells what the policy asked for besides its yes or no.</summary>
internal static class AuditObligations
{
    public static void Write(Utf8JsonWriter writer, PolicyObligations? obligations)
    {
        if (obligations is null || obligations == PolicyObligations.None)
        {
            return;
        }

        writer.WriteStartObject("obligations"u8);
        writer.WriteText("approval"u8, obligations.Approval);
        writer.WriteTexts("redact_arguments"u8, obligations.RedactArguments);
        writer.WriteTexts("redact_result"u8, obligations.RedactResult);
        writer.WriteText("quota_class"u8, obligations.QuotaClass);
        if (obligations.AuditLevel != PolicyAuditLevel.Standard)
        {
            writer.WriteString("audit"u8, AuditNames.Of(obligations.AuditLevel));
        }

        writer.WriteEndObject();
    }
}
