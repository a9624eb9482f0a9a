using Billing.Ledger;
using Stoa.Mcp.Governance.Tests.Auditing;

namespace Stoa.Mcp.Governance.Kafka.Tests.Samples;

public sealed class LedgerFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "billing.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Event_DeliveredAgain_CountsOnce_AlsoAfterReopening()
    {
        using (var ledger = LedgerFile.Open(File))
        {
            Assert.Equal(2, ledger.Add("t", [At(0, Event("a")), At(1, Event("b")), At(2, Event("a"))]));
        }

        using var reopened = LedgerFile.Open(File);
        Assert.Equal(1, reopened.Add("t", [At(3, Event("b")), At(4, Event("c"))]));
        var invoice = Assert.Single(reopened.Invoices(null));
        Assert.Equal((3L, (Int128)21), (invoice.Calls, invoice.Microcents));
        Assert.Equal(5, reopened.NextOffset("t", 0));
        Assert.Null(reopened.NextOffset("t", 1));
        Assert.Null(reopened.NextOffset("other", 0));
    }

    [Fact]
    public void Event_WithOtherContents_IsRefused_WithItsWholeBatch()
    {
        using var ledger = LedgerFile.Open(File);
        ledger.Add("t", [At(0, Event("a"))]);

        var error = Assert.Throws<FormatException>(() => ledger.Add("t", [At(1, Event("b")), At(2, Event("a") with { CostUnitsMicrocents = 8 })]));

        Assert.Contains("Partition 0, offset 2: the ledger has the event a with other contents.", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, ledger.Invoices(null).Single().Calls);
        Assert.Equal(1, ledger.NextOffset("t", 0));
    }

    [Fact]
    public void Invoices_AreByTenantAndMonth_WithWhatWasRefusedByReason()
    {
        using var ledger = LedgerFile.Open(File);
        ledger.Add("t",
        [
            At(0, Event("1")),
            At(1, Event("2") with { Status = "error" }),
            At(2, Event("3") with { ToolTier = "premium", ToolName = "render" }),
            At(3, Event("4") with { Status = "not_found", ToolName = "made\u001bup", ToolTier = null, CostUnitsMicrocents = 0 }),
            At(4, Event("5") with { Operation = "resources/read", ToolName = "file:///a", ToolTier = null, CostUnitsMicrocents = 0 }),
            At(5, Event("6") with { TenantId = "globex" }),
            At(6, Event("7") with { Timestamp = DateTimeOffset.Parse("2026-12-01T00:30:00+01:00", null) }),
            At(7, Event("8") with { Timestamp = DateTimeOffset.Parse("2026-12-01T00:00:00Z", null) }),
        ]);

        var invoices = ledger.Invoices(null);

        Assert.Equal([("acme", "2026-11"), ("acme", "2026-12"), ("globex", "2026-11")], invoices.Select(invoice => (invoice.Tenant, invoice.Month)));
        Assert.Equal(
            [("basic", "look", 3L, 1L), ("premium", "render", 1, 0), ("", "resources/read file:///a", 1, 0), ("", "not_found", 1, 0)],
            invoices[0].Lines.Select(line => (line.Tier, line.Item, line.Calls, line.Failed)));
        Assert.Equal(1, invoices[0].Refused);
        Assert.Equal(["2026-12"], ledger.Invoices("2026-12").Select(invoice => invoice.Month));
    }

    [Fact]
    public void Sum_OfManyLargePrices_IsExact()
    {
        using var ledger = LedgerFile.Open(File);
        ledger.Add("t", [.. Enumerable.Range(0, 10).Select(i => At(i, Event($"{i}") with { CostUnitsMicrocents = long.MaxValue }))]);

        Assert.Equal((Int128)long.MaxValue * 10, ledger.Invoices(null).Single().Microcents);
    }

    private static ReadEvent At(long offset, BilledEvent billed) => new(0, offset, billed);

    private static BilledEvent Event(string id) => new()
    {
        SchemaVersion = 1,
        EventId = id,
        Timestamp = DateTimeOffset.Parse("2026-11-22T10:15:30Z", null),
        TenantId = "acme",
        ToolName = "look",
        ToolTier = "basic",
        Operation = "tools/call",
        Status = "success",
        TokenCount = 10,
        QuotaCharged = 1,
        CostUnitsMicrocents = 7,
    };
}
