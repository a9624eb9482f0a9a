using System.Text;
using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Auditing;

/// <summary>What an outcome takes from what its intent said is what it would have said itself.</summary>
public sealed class AuditEntrySerializerTests
{
    private const int Seed = 20261129;
    private const int Count = 5_000;

    private readonly RandomEntries _random = new(Seed);

    [Fact]
    public void Outcome_SaysWhatItWouldHaveSaidWithoutItsIntent()
    {
        var changed = 0;
        for (var i = 0; i < Count; i++)
        {
            var (call, decision, withEmail) = (_random.Call(), _random.Decision(), _random.Flag());
            AuditEntrySerializer.Serialize(_random.Of(AuditEntryKind.Intent, call, decision), withEmail);
            Assert.NotNull(call.Recorded);
            if (_random.Flag())
            {
                decision = Change(call, i % 6, decision);
                withEmail ^= i % 6 == 5;
                changed++;
            }

            var outcome = _random.Of(AuditEntryKind.Outcome, call, decision);
            var said = Encoding.UTF8.GetString(AuditEntrySerializer.Serialize(outcome, withEmail));
            call.Recorded = null;
            Assert.True(Encoding.UTF8.GetString(AuditEntrySerializer.Serialize(outcome, withEmail)) == said, $"seed {Seed}, case {i}: {said}");
        }

        Assert.InRange(changed, Count / 3, Count * 2 / 3);
    }

    [Fact]
    public void CallThatIsNotRecordedFirst_KeepsNothing()
    {
        var call = _random.Call();
        AuditEntrySerializer.Serialize(_random.Of(AuditEntryKind.Denial, call, Entries.Deny()));

        Assert.Null(call.Recorded);
    }

    private GovernanceDecision? Change(GovernedCall call, int what, GovernanceDecision? decision)
    {
        switch (what)
        {
            case 0:
                call.Tenant = _random.Maybe();
                break;
            case 1:
                call.Caller = _random.Caller();
                break;
            case 2:
                call.Metadata = _random.Metadata();
                break;
            case 3:
                call.Decision = Entries.Deny();
                break;
            case 4:
                return _random.Decision();
        }

        return decision;
    }
}
