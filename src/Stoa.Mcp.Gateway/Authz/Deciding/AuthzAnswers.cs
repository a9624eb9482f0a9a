using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Deciding;

/// <summary>
/// Lays out what clients are answered. To peers, a status of 200 means yes: what MCP would say under 200 is said here under the status that
/// its code has where HTTP speaks, with the same JSON-RPC error.
/// </summary>
internal sealed class AuthzAnswers(HttpReplyWriter writer, TimeProvider time)
{
    private readonly GovernanceReplies _replies = new(Options.Create(HttpSpeaks()));

    public int StatusOf(GovernedCall call, GovernanceDecision denial) => ReplyTo(call, denial, null).HttpStatus;

    public async Task<AuthzDecision> DenyAsync(HttpContext context, GovernedCall call, GovernanceDecision denial, int? httpStatus)
    {
        await writer.WriteAsync(context, call, denial, ReplyTo(call, denial, httpStatus));
        return Decided(context, call, denial);
    }

    public AuthzDecision Allow(HttpContext context, GovernedCall call, GovernanceDecision decision)
    {
        RateLimitHeaders.Write(context.Response, call.Lease?.State);
        return Decided(context, call, decision);
    }

    private GovernanceReply ReplyTo(GovernedCall call, GovernanceDecision denial, int? httpStatus)
    {
        var reply = _replies.For(call, denial);
        var status = httpStatus ?? (reply.HttpStatus < 300 ? GovernanceReplies.StatusWithoutAnswer(denial.Code) : reply.HttpStatus);
        return reply with { HttpStatus = status, IsPlainHttp = true };
    }

    private AuthzDecision Decided(HttpContext context, GovernedCall call, GovernanceDecision decision) =>
        new(call, decision, context.Response, time.GetElapsedTime(call.ReceivedTimestamp));

    private static ReplyOptions HttpSpeaks()
    {
        var options = new ReplyOptions();
        GovernanceCode[] styled =
        [
            GovernanceCode.Denied, GovernanceCode.ApprovalRequired, GovernanceCode.QuotaExceeded, GovernanceCode.PolicyUnavailable,
            GovernanceCode.AuditUnavailable, GovernanceCode.UpstreamUnavailable,
        ];
        foreach (var code in styled)
        {
            options.Styles[code.NameOf()] = ReplyStyle.Http;
        }

        return options;
    }
}
