using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing.Chain;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>
/// Refusals made before a tenant was known, in a chain and a disk share of their own: anyone can cause them, so they must cost
/// little and never stand in the way of a call's record.
/// </summary>
internal sealed class RefusalLog : IAsyncDisposable
{
    private const int MostSource = 128;
    private const int QueueEntries = 4096;
    private const int SegmentsInShare = 8;

    private readonly ChainedLog _log;
    private readonly RefusalBook _book;
    private readonly ILogger _logger;
    private bool _ends;

    public RefusalLog(IAuditDisk disk, IOptions<AuditOptions> options, TrailSigner signer, TimeProvider time, ILogger<RefusalLog> logger)
    {
        var segmentBytes = options.Value.RefusalFolderBytes / SegmentsInShare;
        var settings = new ChainSettings
        {
            Stream = TrailStreams.Refusals,
            SegmentBytes = segmentBytes,
            ShareBytes = options.Value.RefusalFolderBytes,
            QueueEntries = QueueEntries,

            // What gathers behind a slow disk must fit into a segment, or the share would not be kept. Refusals beyond are counted.
            QueueBytes = segmentBytes / 2,
            SyncEveryGroup = false,
            KeepFailedGroup = true,
            HoldsRecords = false,
        };
        _log = new ChainedLog(disk, settings, signer, time, logger);
        _book = new RefusalBook(options.Value.RefusalsPerSecondPerSource, time, Summarize);
        _logger = logger;
    }

    /// <summary>The chain, for sinks that follow it.</summary>
    public ChainedLog Chain => _log;

    public Task StartAsync() => _log.StartAsync();

    public void Append(AuditEntry entry, string source)
    {
        try
        {
            _book.Add(BoundedText.Of(source, MostSource), () => TryAppend(entry));
        }
        catch (Exception exception)
        {
            Log.RefusalFailed(_logger, exception);
        }
    }

    public async Task StopAsync()
    {
        // Counts that found no room until now have no later chance: one for each source, at most.
        _ends = true;
        _book.Flush();
        await _log.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _log.DisposeAsync();
        _book.Dispose();
    }

    private bool Summarize(string source, long count, DateTimeOffset second) =>
        TryAppend(new AuditEntry
        {
            Kind = AuditEntryKind.Summary,
            Time = second,
            DecisionId = Guid.CreateVersion7().ToString(),
            Source = source,
            Count = count,
        }, _ends);

    private bool TryAppend(AuditEntry entry, bool last = false)
    {
        try
        {
            return _log.IsAvailable
                && _log.Append(AuditEntrySerializer.Serialize(entry), facts: null, wait: false, out _, last) == AppendResult.Accepted;
        }
        catch (Exception exception)
        {
            // An entry that cannot be written is counted instead: a refusal never turns into a failure of the request.
            Log.RefusalFailed(_logger, exception);
            return false;
        }
    }
}
