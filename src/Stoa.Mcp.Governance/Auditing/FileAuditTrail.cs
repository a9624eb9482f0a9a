using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// The trail in a folder: two chains of segments, <c>audit-…</c> for calls and <c>refusals-…</c> for refusals before a tenant was
/// known. Format and guarantees: docs/audit.md.
/// </summary>
internal sealed class FileAuditTrail : IAuditTrail, IHostedService, IAsyncDisposable
{
    private readonly ChainedLog _log;
    private readonly RefusalLog _refusals;
    private readonly IAuditDisk _disk;
    private readonly bool _wait;
    private readonly bool _withEmail;

    public FileAuditTrail(
        IAuditDisk disk,
        IOptions<AuditOptions> options,
        TrailSigner signer,
        TimeProvider time,
        RefusalLog refusals,
        ILogger<FileAuditTrail> logger)
    {
        _disk = disk;
        _refusals = refusals;
        _withEmail = options.Value.IncludeEmail;
        _wait = options.Value.Durability == AuditDurability.BeforeAnswer;
        var settings = new ChainSettings
        {
            Stream = TrailStreams.Audit,
            SegmentBytes = options.Value.SegmentBytes,
            QueueEntries = options.Value.QueueEntries,
            SegmentAge = options.Value.SegmentAge,
            HoldsRecords = true,
            KeepFailedGroup = !_wait,
            Pause = _wait ? TimeSpan.Zero : options.Value.BufferInterval,
        };
        _log = new ChainedLog(disk, settings, signer, time, logger);
    }

    /// <summary>Whether entries are taken; for health.</summary>
    internal bool IsAvailable => _log.IsAvailable;

    /// <summary>Its chains, for sinks that follow them.</summary>
    internal IReadOnlyList<ChainedLog> Chains => [_log, _refusals.Chain];

    /// <inheritdoc />
    public ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        if (!_log.IsAvailable)
        {
            return Refuse(entry, AppendResult.Unavailable);
        }

        AppendResult result;
        Task durable;
        try
        {
            var facts = _log.Recent.AreWanted ? AuditEntryFacts.Of(entry, _withEmail) : null;
            result = _log.Append(AuditEntrySerializer.Serialize(entry, _withEmail), facts, _wait, out durable);
        }
        catch (Exception exception)
        {
            Account(entry);
            return ValueTask.FromException(new AuditUnavailableException("The entry cannot be written as a record.", exception));
        }

        if (result != AppendResult.Accepted)
        {
            return Refuse(entry, result);
        }

        // A caller that stops waiting does not take its entry back: it is written all the same.
        return _wait ? new ValueTask(durable.WaitAsync(cancellationToken)) : ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public void AppendRefusal(AuditEntry entry, string source) => _refusals.Append(entry, source);

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_log.StartAsync(), _refusals.StartAsync()).WaitAsync(cancellationToken);

    /// <summary>Takes no more, and writes and syncs what was taken.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_log.StopAsync(), _refusals.StopAsync()).WaitAsync(cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _refusals.DisposeAsync();
    }

    private ValueTask Refuse(AuditEntry entry, AppendResult result)
    {
        Account(entry);
        return ValueTask.FromException(new AuditUnavailableException(result == AppendResult.Full
            ? "Too many entries wait for the audit trail's disk; the bound is Stoa:Audit:QueueEntries."
            : $"The audit trail in '{_disk.Location}' is not open: the host has not started it, has stopped it, or its disk cannot be written."));
    }

    /// <summary>What becomes of a call whose entry is not taken: one that ran is closed as unknown later, another was refused.</summary>
    private void Account(AuditEntry entry)
    {
        if (entry.Kind == AuditEntryKind.Outcome && Guid.TryParse(entry.DecisionId, out var decision))
        {
            _log.Lose(decision);
        }
        else if (entry.Kind != AuditEntryKind.Anomaly)
        {
            _log.CountRefused();
        }
    }
}
