using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>What came of a certificate, and until when that is remembered.</summary>
internal sealed record CertificateVerdict(StepOutcome<Caller> Outcome, DateTimeOffset Until);
