using Stoa.Mcp.Governance.Pipeline;
using Stoa.Trail;
using Stoa.Trail.Usage;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// What a line tells of itself, and the usage event that is derived from it, without reading the line: sinks that follow the trail closely are
/// spared what <see cref="AuditEntrySerializer"/> has just written. It says what a reader of the line finds in it, to the letter.
/// </summary>
internal static class AuditEntryFacts
{
    public static EntryFacts Of(AuditEntry entry, bool withEmail)
    {
        var kind = AuditNames.Of(entry.Kind);
        var decisionId = BoundedText.Of(entry.DecisionId);
        var tenant = entry.Tenant is { } name ? BoundedText.Of(name) : null;

        // As the line has it: to the millisecond.
        var time = new DateTimeOffset(entry.Time.UtcTicks - (entry.Time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        var usage = entry is { Kind: AuditEntryKind.Outcome or AuditEntryKind.Denial, Call: { } call } && tenant is not null
            ? Closing(entry, call, withEmail).ToEvent(decisionId, time, tenant)
            : null;
        return new EntryFacts(kind, time, decisionId, tenant, usage);
    }

    private static ClosingLine Closing(AuditEntry entry, GovernedCall call, bool withEmail)
    {
        var decision = entry.ToldDecision;
        var line = new ClosingLine
        {
            Operation = BoundedText.Of(call.Operation),
            TargetKind = AuditNames.Of(call.Target.Kind),
            TargetName = BoundedText.Of(call.Target.Name ?? ""),
            TargetEnvironment = Bounded(call.Metadata.Environment),
            TargetAccess = AuditNames.Of(call.Metadata.Access),
            Server = BoundedText.Of(call.Server),
            ServerEnvironment = BoundedText.Of(call.ServerEnvironment),
            TransportSessionId = SessionHash.Of(call.Transport.SessionId),
            TransportRequestBytes = call.Transport.RequestBytes,
            ClientName = Bounded(call.Transport.ClientName, BoundedText.MostOfClient),
            ClientVersion = Bounded(call.Transport.ClientVersion, BoundedText.MostOfClient),
            TraceId = Bounded(call.Transport.TraceId),
            RequestId = Bounded(call.RequestId),
            IsAllowed = decision is { Allowed: true },
            CodeName = decision?.Code.NameOf() ?? "",
            PolicyRevision = Bounded(decision?.PolicyRevision),
            QuotaCharged = entry.ToldCharge ?? 0,
            ArgumentsDigest = Bounded(entry.ArgumentsDigest),
            Outcome = entry.Outcome is { } outcome ? AuditNames.Of(outcome) : null,
            LatencyMs = AuditEntrySerializer.Milliseconds(entry.Latency ?? TimeSpan.Zero),
            BackendMs = AuditEntrySerializer.Milliseconds(entry.BackendLatency ?? TimeSpan.Zero),
            ResponseBytes = entry.ResponseBytes ?? 0,
            ToolTier = Bounded(entry.ToolTier),
            CostMicrocents = entry.CostMicrocents ?? 0,
        };
        if (call.Caller is { } caller)
        {
            line.CallerSubject = BoundedText.Of(caller.Subject);
            line.CallerAgent = BoundedText.Of(caller.Agent);
            line.CallerEmail = withEmail ? Bounded(caller.Email) : null;
            line.CallerScopes = BoundedText.All(caller.Scopes.Items);
            line.CallerRoles = BoundedText.All(caller.Roles);
            line.CallerActors = caller.Actors.Count == 0 ? [] : [.. caller.Actors.Select(actor => BoundedText.Of(actor.Subject))];
        }

        return line;
    }

    private static string? Bounded(string? text, int most = BoundedText.Most) => text is null ? null : BoundedText.Of(text, most);
}
