using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>The end of a refused request: recorded first, then answered.</summary>
internal sealed class Refusals(GovernancePipeline pipeline, GovernanceReplies replies, HttpReplyWriter writer)
{
    /// <summary>Records the denial of a call that was not begun, and answers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="call">The call.</param>
    /// <param name="denial">Why it ends here.</param>
    /// <param name="httpStatus">The status to answer with, or null for the one that belongs to the code.</param>
    public async Task RefuseAsync(HttpContext context, GovernedCall call, GovernanceDecision denial, int? httpStatus)
    {
        var reply = replies.For(call, denial);
        if (httpStatus is { } status)
        {
            reply = reply with { HttpStatus = status };
        }

        denial = await pipeline.RefuseAsync(call, denial, reply.HttpStatus);
        await writer.WriteAsync(context, call, denial, denial == call.Decision ? reply : replies.For(call, denial));
    }

    /// <summary>Answers a call whose record is written, or cannot be.</summary>
    public Task AnswerAsync(HttpContext context, GovernedCall call, GovernanceDecision denial) =>
        writer.WriteAsync(context, call, denial, replies.For(call, denial));
}
