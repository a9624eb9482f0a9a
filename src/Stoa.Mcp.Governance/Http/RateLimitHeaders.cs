using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Mcp;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>Tells the caller what is left of its tightest quota; the reset is in seconds from now.</summary>
internal static class RateLimitHeaders
{
    public static void Write(HttpResponse response, QuotaState? state)
    {
        if (state is null)
        {
            return;
        }

        response.Headers["X-RateLimit-Limit"] = state.Limit.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
        response.Headers["X-RateLimit-Reset"] = GovernanceReplies.Seconds(state.ResetAfter).ToString(CultureInfo.InvariantCulture);
    }
}
