using System.Buffers;
using System.Collections.Frozen;
using System.Security.Claims;
using System.Text;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Trail;
using Stoa.Trail.Usage;

namespace Stoa.Mcp.Governance.Tests.Auditing;

/// <summary>What is known of a line without reading it is what reading it tells.</summary>
public sealed class AuditEntryFactsTests
{
    private const int Seed = 20261128;
    private const int Count = 5_000;

    private readonly Random _random = new(Seed);

    [Fact]
    public void Facts_AreThoseOfTheLine()
    {
        var usages = 0;
        for (var i = 0; i < Count; i++)
        {
            var (entry, withEmail) = (Entry(), _random.Next(2) == 0);
            var facts = AuditEntryFacts.Of(entry, withEmail);
            var output = new ArrayBufferWriter<byte>();
            ChainLine.Append(output, ChainHead.Start, AuditEntrySerializer.Serialize(entry, withEmail));
            var read = TrailEntry.Parse(output.WrittenMemory[..^1]);

            var where = $"seed {Seed}, case {i}";
            Assert.True((read.Kind, read.Time, read.DecisionId, read.Tenant) == (facts.Kind, facts.Time, facts.DecisionId, facts.Tenant), where);
            Assert.True(Json(read.Usage) == Json(facts.Usage), $"{where}\n{Json(read.Usage)}\n{Json(facts.Usage)}");
            usages += facts.Usage is null ? 0 : 1;
        }

        Assert.InRange(usages, Count / 10, Count - 500);
    }

    private static string Json(UsageEvent? usage)
    {
        var output = new ArrayBufferWriter<byte>();
        if (usage is not null)
        {
            UsageEventWriter.Write(output, usage);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private AuditEntry Entry()
    {
        var kind = One(AuditEntryKind.Intent, AuditEntryKind.Outcome, AuditEntryKind.Outcome, AuditEntryKind.Denial, AuditEntryKind.TaskOutcome);
        var entry = One(Entries.Summary(), Entries.Anomaly(), Entries.Intent(), Entries.Intent(), Entries.Intent());
        return entry.Call is null ? entry : new AuditEntry
        {
            Kind = kind,
            Time = Entries.Time.AddTicks(_random.Next()),
            DecisionId = Text(),
            Call = Call(),
            Decision = One<GovernanceDecision?>(null, Entries.Allow, Entries.Deny(GovernanceCode.QuotaExceeded), Entries.Deny() with { PolicyRevision = Maybe() }),
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

    private GovernedCall Call()
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
            Metadata = new TargetMetadata { Known = true, Environment = Maybe(), Access = One(Enum.GetValues<ToolAccess>()) },
            Lease = One(null, Entries.Call().Lease),
            Decision = Entries.Allow,
        };
        call.Caller = _random.Next(5) == 0 ? null : new Caller
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
        return call;
    }

    private string[] Texts() => [.. Enumerable.Range(0, One(0, 1, 3, 40)).Select(i => $"{i}{Text()}")];

    private string Text() => One("", "a", "tools/call", "späße \"quoted\"\n", "😀", new string('x', 127) + "😀x", new string('y', BoundedText.Most - 1) + "😀y", new string('z', 3_000));

    private string? Maybe() => _random.Next(3) == 0 ? null : Text();

    private int? Number() => _random.Next(3) == 0 ? null : _random.Next();

    private TimeSpan? Span() => _random.Next(3) == 0 ? null : TimeSpan.FromTicks(_random.Next());

    private T One<T>(params T[] values) => values[_random.Next(values.Length)];

    private T One<T>(T first, T[] others) => _random.Next(others.Length + 1) is > 0 and var i ? others[i - 1] : first;
}
