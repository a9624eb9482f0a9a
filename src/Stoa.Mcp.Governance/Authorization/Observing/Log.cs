using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Authorization.Observing;

/// <summary>Log messages of what looks at decisions: events 3050 to 3069.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 3050, EventName = "ShadowDiffers", Level = LogLevel.Information,
        Message = "Decision {DecisionId} is {Decided} by revision {Revision}, and would be {Candidate} by revision {CandidateRevision} of the shadow policy.")]
    public static partial void ShadowDiffers(this ILogger logger, string decisionId, string decided, string revision, string candidate, string candidateRevision);

    [LoggerMessage(EventId = 3051, EventName = "ShadowNotLoaded", Level = LogLevel.Error,
        Message = "The shadow policy of {Origin} has errors and is not evaluated until the next start; nothing else depends on it.")]
    public static partial void ShadowNotLoaded(this ILogger logger, string origin);

    [LoggerMessage(EventId = 3052, EventName = "DecisionLogFailed", Level = LogLevel.Error,
        Message = "Writing the decision log failed; {Events} decisions are missing from it. They are in the audit trail.")]
    public static partial void DecisionLogFailed(this ILogger logger, Exception? error, int events);

    [LoggerMessage(EventId = 3053, EventName = "DecisionNotMasked", Level = LogLevel.Error,
        Message = "Decision {DecisionId} is missing from the decision log: data.system.log.mask failed on it ({Reason}).")]
    public static partial void DecisionNotMasked(this ILogger logger, string decisionId, string reason);
}
