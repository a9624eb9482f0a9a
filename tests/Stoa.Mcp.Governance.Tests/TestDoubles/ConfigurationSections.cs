using Stoa.Mcp.Governance.Anomalies;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Sinks.Otlp;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Metering;
using Stoa.Mcp.Governance.Quotas;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Sealing;
using Stoa.Mcp.Governance.Tenancy;

namespace Stoa.Mcp.Governance.Tests.TestDoubles;

/// <summary>Which options class is bound to which section of <c>Stoa</c>: what the page of all keys, and the schema of the host's file, are held to.</summary>
internal static class ConfigurationSections
{
    public static readonly IReadOnlyDictionary<Type, string> All = new Dictionary<Type, string>
    {
        [typeof(GovernanceOptions)] = "",
        [typeof(HttpEdgeOptions)] = "Http:",
        [typeof(McpMessageLimits)] = "Messages:",
        [typeof(CallerAuthenticationOptions)] = "Authentication:",
        [typeof(TenancyOptions)] = "Tenancy:",
        [typeof(ResourceOptions)] = "Resources:",
        [typeof(PolicyOptions)] = "Policy:",
        [typeof(QuotaOptions)] = "Quotas:",
        [typeof(AuditOptions)] = "Audit:",
        [typeof(OtlpOptions)] = "Otlp:",
        [typeof(AnomalyOptions)] = "Anomalies:",
        [typeof(MeteringOptions)] = "Metering:",
        [typeof(SealingOptions)] = "Sealing:",
        [typeof(ReplyOptions)] = "Replies:",
        [typeof(ListOptions)] = "Lists:",
    };
}
