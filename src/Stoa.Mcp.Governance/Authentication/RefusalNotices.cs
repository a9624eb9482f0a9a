using System.Net;
using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Diagnostics;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Tells the operator why credentials are refused, for each source at a bounded rate and with how many it kept back. The trail has every one.</summary>
internal sealed class RefusalNotices(TimeProvider clock, ILogger<RefusalNotices> logger)
{
    /// <summary>Sources told apart; beyond them all others are one.</summary>
    public const int MostSources = 1000;

    private static readonly IPAddress Others = IPAddress.None;

    private readonly NoticeLimiter<IPAddress> _limiter = new(clock, MostSources, Others);

    public void Tell(IPAddress? peer, GovernanceDecision denial)
    {
        var address = peer ?? Others;
        if (logger.IsEnabled(LogLevel.Information) && _limiter.TryTake(address, out var kept))
        {
            var reason = string.Join(' ', denial.Reasons);
            Log.CredentialRefused(logger, reason, address, kept);
        }
    }
}
