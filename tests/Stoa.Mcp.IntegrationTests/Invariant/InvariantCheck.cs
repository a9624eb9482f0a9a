using Stoa.Mcp.Governance.Auditing;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.IntegrationTests.Probe;

namespace Stoa.Mcp.IntegrationTests.Invariant;

/// <summary>Follows message after message and compares, for each, what was answered, what was recorded and what ran.</summary>
internal sealed class InvariantCheck
{
    private readonly HandlerEntries _handlers;
    private readonly Func<int, Task<IReadOnlyList<AuditRecord>>> _whenRecorded;
    private readonly Func<IReadOnlyList<AuditRecord>> _records;
    private string _sending = "";
    private string? _violation;

    public InvariantCheck(HandlerEntries handlers, Func<IReadOnlyList<AuditRecord>> records, Func<int, Task<IReadOnlyList<AuditRecord>>> whenRecorded)
    {
        (_handlers, _records, _whenRecorded) = (handlers, records, whenRecorded);
        handlers.OnEnter = OnEnter;
    }

    /// <summary>Messages that were answered, or taken where none is owed.</summary>
    public int Answered { get; set; }

    /// <summary>Sends one message and waits for its record.</summary>
    public async Task SendAsync(string what, Func<Task> send)
    {
        var (entries, passed) = (_handlers.Count, _handlers.PassedGate);
        _sending = what;
        await send();
        Answered++;
        var record = (await WhenRecordedAsync(what))[^1];

        Assert.True(record.IsWhole, $"{what}: {record}");
        Assert.True(_violation is null, _violation);
        var (ran, let) = (_handlers.Count - entries, _handlers.PassedGate - passed);
        Assert.True(ran <= (record.IsDenial ? 0 : 1), $"{what}: {ran} handlers ran under {record}");
        Assert.True(let == (Passes(record) ? 1 : 0), $"{what}: {let} messages passed the gate under {record}");
    }

    /// <summary>Once the host has stopped, nothing is left to come: the counts are final.</summary>
    public void End()
    {
        var records = _records();
        Assert.All(records, record => Assert.True(record.IsWhole, record.ToString()));
        Assert.Equal(Answered, records.Count);
        Assert.Equal(records.Count(Passes), _handlers.PassedGate);
    }

    private async Task<IReadOnlyList<AuditRecord>> WhenRecordedAsync(string what)
    {
        try
        {
            return await _whenRecorded(Answered);
        }
        catch (TimeoutException)
        {
            var unfinished = _records().Where(record => !record.IsWhole).Select(record => record.ToString());
            throw new TimeoutException($"{what} has no whole record among {_records().Count} for {Answered}: {string.Join("; ", unfinished)}");
        }
    }

    private static bool Passes(AuditRecord record) =>
        record.Entries[0].Kind == AuditEntryKind.Intent && record.Call.MessageKind != McpMessageKind.Session;

    private void OnEnter(string handler)
    {
        var open = _records().Where(record => record.Entries is [{ Kind: AuditEntryKind.Intent }]).ToArray();
        if (open is not [{ Entries: [{ Decision.Allowed: true }] }] || open[0].Call.Operation != handler)
        {
            _violation ??= $"{handler} was entered by {_sending} while these were running: {string.Join("; ", open.Select(record => record.ToString()))}";
        }
    }
}
