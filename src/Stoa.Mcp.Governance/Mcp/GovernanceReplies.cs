using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using Stoa.Mcp.Governance.Messages;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Mcp;

/// <summary>
/// Turns a denial into what the caller sees: a stable code and a sentence without policy detail. What is not visible is
/// answered in the SDK's own words for what does not exist.
/// </summary>
internal sealed class GovernanceReplies(IOptions<ReplyOptions> options)
{
    /// <summary>What MCP hosts answer, under HTTP 404, for a session they do not know.</summary>
    private const int SessionNotFound = -32001;

    private const string Unavailable = "Governance cannot decide or record at the moment, so the operation is refused.";

    private const string MetaPrefix = "dev.gostoa.governance/";

    public GovernanceReply For(GovernedCall call, GovernanceDecision denial)
    {
        if (denial.IsAboutSession)
        {
            return NoSession(call);
        }

        if (call.MessageKind is McpMessageKind.Notification or McpMessageKind.Response)
        {
            return new GovernanceReply(StatusWithoutAnswer(denial.Code), null, true);
        }

        var modern = McpVersions.IsModern(call.Transport.ProtocolVersion);
        return denial.Code switch
        {
            GovernanceCode.Unauthenticated => Http(401, call, denial, "Authentication is required."),
            GovernanceCode.InsufficientScope => Http(403, call, denial, "The credential lacks a scope that this operation needs."),
            GovernanceCode.NotVisible or GovernanceCode.DefinitionDrift => Unknown(call, modern),
            GovernanceCode.MethodNotFound => new GovernanceReply(
                modern ? 404 : 200, Error(call, (int)McpErrorCode.MethodNotFound, $"Method '{call.Operation}' is not available."), false),
            GovernanceCode.Denied => Styled(call, denial, denial.ByArguments ? ReplyStyle.Result : ReplyStyle.Error, 403, "This operation is not allowed."),
            GovernanceCode.ApprovalRequired => Styled(call, denial, ReplyStyle.Result, 403, "This operation needs an approval first."),
            GovernanceCode.QuotaExceeded => Styled(
                call, denial, call.Target.Kind == GovernedTargetKind.Tool ? ReplyStyle.Result : ReplyStyle.Http, 429, "The quota for this operation is used up."),
            GovernanceCode.PolicyUnavailable or GovernanceCode.AuditUnavailable => Styled(call, denial, ReplyStyle.Error, 503, Unavailable),
            GovernanceCode.UpstreamUnavailable => Styled(call, denial, ReplyStyle.Error, 503, "The server behind this gateway gives no usable answer at the moment."),
            GovernanceCode.InvalidParams when denial.Step != "edge" => new GovernanceReply(
                200, Error(call, (int)denial.Code, denial.PublicMessage ?? "Invalid params."), false),
            _ => new GovernanceReply(
                400, Error(call, (int)denial.Code, denial.PublicMessage ?? "The request is refused for its form.", FormDetails(denial)), true),
        };
    }

    /// <summary>The answer to a message that no decision covers, which nothing but a wiring fault brings about.</summary>
    public static GovernanceReply NotGoverned(RequestId id) => new(
        403,
        new JsonRpcError
        {
            Id = id,
            Error = new JsonRpcErrorDetail { Code = (int)GovernanceCode.Denied, Message = "This message did not pass governance." },
        },
        true);

    /// <summary>What a caller is told where only a sentence can be sent.</summary>
    public static string SentenceFor(GovernanceDecision denial) => WithRetryTime(Unavailable, denial.RetryAfter);

    // The status by which a client knows that it has to begin another session (Streamable HTTP before 2026-07-28, "Session Management").
    private static GovernanceReply NoSession(GovernedCall call) => new(404, Error(call, SessionNotFound, "Session not found"), true);

    private static GovernanceReply Unknown(GovernedCall call, bool modern)
    {
        if (call.Target.Kind == GovernedTargetKind.Server)
        {
            return NoSession(call);
        }

        var (code, kind) = call.Target.Kind switch
        {
            GovernedTargetKind.Tool => (McpErrorCode.InvalidParams, "tool"),
            GovernedTargetKind.Prompt => (McpErrorCode.InvalidParams, "prompt"),
            GovernedTargetKind.Task => (McpErrorCode.InvalidParams, "task"),
            _ => (modern ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound, "resource URI"),
        };
        return new GovernanceReply(200, Error(call, (int)code, $"Unknown {kind}: '{call.Target.Name}'"), false);
    }

    private GovernanceReply Styled(GovernedCall call, GovernanceDecision denial, ReplyStyle style, int status, string sentence)
    {
        if (options.Value.Styles.TryGetValue(denial.Code.NameOf(), out var chosen))
        {
            style = chosen;
        }

        sentence = WithRetryTime(sentence, denial.RetryAfter);
        return style switch
        {
            ReplyStyle.Http => Http(status, call, denial, sentence),
            ReplyStyle.Result when call.Operation == RequestMethods.ToolsCall => new GovernanceReply(200, Result(call, denial, sentence), false),
            _ => new GovernanceReply(200, Error(call, (int)denial.Code, sentence, Details(call, denial, "")), false),
        };
    }

    private static GovernanceReply Http(int status, GovernedCall call, GovernanceDecision denial, string sentence) =>
        new(status, Error(call, (int)denial.Code, sentence, Details(call, denial, "")), true);

    private static JsonRpcError Error(GovernedCall call, int code, string message, JsonObject? data = null) => new()
    {
        Id = RequestIds.Parse(call.RequestId),
        Error = new JsonRpcErrorDetail { Code = code, Message = message, Data = data },
    };

    private static JsonRpcResponse Result(GovernedCall call, GovernanceDecision denial, string sentence)
    {
        var result = new JsonObject
        {
            ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = sentence }),
            ["isError"] = true,
            ["_meta"] = Details(call, denial, MetaPrefix),
        };
        if (McpVersions.IsModern(call.Transport.ProtocolVersion))
        {
            result["resultType"] = "complete";
        }

        return new JsonRpcResponse { Id = RequestIds.Parse(call.RequestId), Result = result };
    }

    private static JsonObject Details(GovernedCall call, GovernanceDecision denial, string prefix)
    {
        var details = new JsonObject
        {
            [prefix + "code"] = (int)denial.Code,
            [prefix + "name"] = denial.Code.NameOf(),
            [prefix + "decisionId"] = call.DecisionId,
        };
        if (denial.RetryAfter is { } wait)
        {
            details[prefix + "retryAfterSeconds"] = Seconds(wait);
        }

        if (denial.Code == GovernanceCode.InsufficientScope)
        {
            details[prefix + "requiredScopes"] = new JsonArray([.. denial.RequiredScopes.Select(scope => JsonValue.Create(scope))]);
        }

        return details;
    }

    // The data of an UnsupportedProtocolVersionError (MCP 2026-07-28), by which a client picks a revision that is served.
    private static JsonObject? FormDetails(GovernanceDecision denial) => denial.SupportedVersions.Count == 0 ? null : new JsonObject
    {
        ["supported"] = new JsonArray([.. denial.SupportedVersions.Select(version => JsonValue.Create(version))]),
        ["requested"] = denial.RequestedVersion,
    };

    /// <summary>Whole seconds to wait, never less than the time itself, at least 1.</summary>
    public static long Seconds(TimeSpan wait) => Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds));

    private static string WithRetryTime(string sentence, TimeSpan? wait) => wait is null
        ? sentence
        : string.Create(CultureInfo.InvariantCulture, $"{sentence} Try again in {Seconds(wait.Value)} s.");

    /// <summary>The HTTP status of a code where only HTTP can speak.</summary>
    internal static int StatusWithoutAnswer(GovernanceCode code) => code switch
    {
        GovernanceCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        GovernanceCode.QuotaExceeded => StatusCodes.Status429TooManyRequests,
        GovernanceCode.PolicyUnavailable or GovernanceCode.AuditUnavailable or GovernanceCode.UpstreamUnavailable => StatusCodes.Status503ServiceUnavailable,
        < 0 => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status403Forbidden,
    };
}
