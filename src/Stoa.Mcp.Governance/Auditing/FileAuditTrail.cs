using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Mcp.Governance.Auditing.Disk;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// The trail in a folder: two chains of segments, <c>audit-…</c> for calls and <c>refusals-…</c> for refusals before a tenant was
/// known. Format and guarantees: docs/audit.md.
/// </summary>
internal sealed class FileAuditTrail : IAuditTrail, IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan BufferedPause = TimeSpan.FromMilliseconds(100);

    private readonly ChainedLog _log;
    private readonly RefusalLog _refusals;
    private readonly IAuditDisk _disk;
    private readonly bool _wait;

    public FileAuditTrail(
        IAuditDisk disk,
        IOptions<AuditOptions> options,
        TimeProvider time,
        RefusalLog refusals,
        ILogger<FileAuditTrail> logger)
    {
        _disk = disk;
        _refusals = refusals;
        _wait = options.Value.Durability == AuditDurability.BeforeAnswer;
        var settings = new ChainSettings
        {
            Prefix = "audit",
            SegmentBytes = options.Value.SegmentBytes,
            QueueEntries = options.Value.QueueEntries,
            KeepFailedGroup = !_wait,
            Pause = _wait ? TimeSpan.Zero : BufferedPause,
        };
        _log = new ChainedLog(disk, settings, time, logger);
    }

    /// <summary>Whether entries are taken; for health.</summary>
    internal bool IsAvailable => _log.IsAvailable;

    /// <inheritdoc />
    public ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        if (!_log.IsAvailable)
        {
            return Refuse(AppendResult.Unavailable);
        }

        AppendResult result;
        Task durable;
        try
        {
            result = _log.Append(AuditEntrySerializer.Serialize(entry), _wait, out durable);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(new AuditUnavailableException("The entry cannot be written as a record.", exception));
        }

        if (result != AppendResult.Accepted)
        {
            return Refuse(result);
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

    private ValueTask Refuse(AppendResult result) =>
        ValueTask.FromException(new AuditUnavailableException(result == AppendResult.Full
            ? "Too many entries wait for the audit trail's disk; the bound is Stoa:Audit:QueueEntries."
            : $"The audit trail in '{_disk.Location}' is not open: the host has not started it, has stopped it, or its disk cannot be written."));
}
