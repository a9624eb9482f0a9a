using System.Collections.Frozen;
using System.Security.Claims;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Auditing;

/// <summary>Entries of every shape, with hostile text in them.</summary>
internal sealed class RandomEntries(int seed)
{
    private readonly Random _random = new(seed);

    public AuditEntry Entry()
    {
        var kind = One(AuditEntryKind.Intent, AuditEntryKind.Outcome, AuditEntryKind.Outcome, AuditEntryKind.Denial, AuditEntryKind.TaskOutcome);
        var entry = One(Entries.Summary(), Entries.Anomaly(), Entries.Intent(), Entries.Intent(), Entries.Intent());
        return entry.Call is null ? entry : Of(kind, Call(), Decision());
    }

    public AuditEntry Of(AuditEntryKind kind, GovernedCall call, GovernanceDecision? decision)
    {
        return new AuditEntry
        {
            Kind = kind,
            Time = Entries.Time.AddTicks(_random.Next()),
            DecisionId = Text(),
            Call = call,
            Decision = decision,
            Outcome = One<CallOutcome?>(null, [.. Enum.GetValues<CallOutcome>().Cast<CallOutcome?>()]),
            ErrorCode = Number(),
            HttpStatus = Number(),
            ArgumentsDigest = Maybe(),
            Latency = Span(),
            BackendLatency = Span(),
            ResponseBytes = Number(),
            QuotaCharged = Number(),
            ToolTier = Maybe(),
            CostMicrocents = Number(),
            TaskId = Maybe(),
        };
    }

    public GovernanceDecision? Decision() =>
        One<GovernanceDecision?>(null, Entries.Allow, Entries.Deny(GovernanceCode.QuotaExceeded), Entries.Deny() with { PolicyRevision = Maybe() });

    public GovernedCall Call()
    {
        var call = new GovernedCall
        {
            DecisionId = Text(),
            MessageKind = One(Enum.GetValues<McpMessageKind>()),
            Operation = Text(),
            Target = new GovernedTarget(One(Enum.GetValues<GovernedTargetKind>()), Text()),
            RequestId = Maybe(),
            Transport = new TransportFacts
            {
                Kind = "http",
                SessionId = Maybe(),
                RequestBytes = _random.Next(),
                ClientName = Maybe(),
                ClientVersion = Maybe(),
                TraceId = Maybe(),
            },
            Server = Text(),
            ServerEnvironment = Text(),
            ReceivedAt = Entries.Time,
            ReceivedTimestamp = 0,
            Tenant = Maybe(),
            Metadata = Metadata(),
            Lease = One(null, Entries.Call().Lease),
            Decision = Entries.Allow,
        };
        call.Caller = Caller();
        return call;
    }

    public TargetMetadata Metadata() => new() { Known = true, Environment = Maybe(), Access = One(Enum.GetValues<ToolAccess>()) };

    public Caller? Caller() => _random.Next(5) == 0 ? null : new Caller
    {
        Subject = Text(),
        Scheme = "jwt",
        Agent = Text(),
        Issuer = Text(),
        Principal = new ClaimsPrincipal(),
        Email = Maybe(),
        Scopes = Texts().ToFrozenSet(StringComparer.Ordinal),
        Roles = Texts(),
        Actors = [.. Texts().Select(text => new CallerActor(text, null, null))],
    };

    public bool Flag() => _random.Next(2) == 0;

    private string[] Texts() => [.. Enumerable.Range(0, One(0, 1, 3, 40)).Select(i => $"{i}{Text()}")];

    private string Text() => One("", "a", "tools/call", "späße \"quoted\"\n", "😀", new string('x', 127) + "😀x", new string('y', BoundedText.Most - 1) + "😀y", new string('z', 3_000));

    public string? Maybe() => _random.Next(3) == 0 ? null : Text();

    private int? Number() => _random.Next(3) == 0 ? null : _random.Next();

    private TimeSpan? Span() => _random.Next(3) == 0 ? null : TimeSpan.FromTicks(_random.Next());

    private T One<T>(params T[] values) => values[_random.Next(values.Length)];

    private T One<T>(T first, T[] others) => _random.Next(others.Length + 1) is > 0 and var i ? others[i - 1] : first;
}
