using Microsoft.Extensions.Logging;
using Stoa.Mcp.Governance.Anomalies.Detection;
using Stoa.Mcp.Governance.Auditing.Disk;
using Stoa.Mcp.Governance.Auditing.Heads;

namespace Stoa.Mcp.Governance.Anomalies;

/// <summary>
/// Keeps beside the trail what was learned, so that a restart does not forget: as a whole at changes of anomalies, every quarter of an hour, and at the end.
/// A crash forgets what came since; what cannot be read is learned anew.
/// </summary>
internal sealed class AnomalyMemory(
    AnomalyDetector detector, AnomalyReporter reporter, IAuditDisk disk, TrailSigner signer, TimeProvider time, ILogger<AnomalyMemory> logger) : IDisposable
{
    public const string FileName = "anomalies.memory";

    private const long MostBytes = 2L * 1024 * 1024 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _loading = new(1);
    private bool _loaded;
    private long _keptSequence;
    private long _keptChanges;
    private long _keptAt = time.GetTimestamp();

    /// <summary>Loads what was kept, the first time; limits of anomalies that are open hold again.</summary>
    public async ValueTask LoadOnceAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _loaded))
        {
            return;
        }

        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (!_loaded)
            {
                await LoadAsync(cancellationToken);
                Volatile.Write(ref _loaded, true);
            }
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Keeps what was learned, where it is time to or <paramref name="now"/>.</summary>
    public void Keep(bool now)
    {
        var changes = reporter.Changes;
        var due = changes != _keptChanges || now || time.GetElapsedTime(_keptAt) >= Interval;
        if (!Volatile.Read(ref _loaded) || !due || (changes == _keptChanges && detector.Sequence == _keptSequence))
        {
            return;
        }

        try
        {
            var (sequence, bytes) = detector.Read((last, series) => (last, MemoryFile.Write(signer.Trail, last, series)));
            disk.Replace(FileName, bytes);
            (_keptSequence, _keptChanges, _keptAt) = (sequence, changes, time.GetTimestamp());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.MemoryNotKept(logger, disk.Location, exception);
        }
    }

    public void Dispose() => _loading.Dispose();

    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (!disk.Exists(FileName))
        {
            return;
        }

        var untold = new List<Anomaly>();
        try
        {
            var (sequence, series) = MemoryFile.Read(ReadAll(), signer.Trail);
            detector.Restore(sequence, series, untold);
        }
        catch (FormatException exception)
        {
            Log.MemoryUnusable(logger, FileName, disk.Location, exception.Message);
            return;
        }

        (_keptSequence, _keptChanges) = (detector.Sequence, reporter.Changes);
        foreach (var anomaly in detector.Open)
        {
            reporter.Resume(anomaly);
        }

        await reporter.ReportAsync(untold, cancellationToken);
    }

    private byte[] ReadAll()
    {
        using var file = disk.Open(FileName);
        if (file.Length > MostBytes)
        {
            throw new FormatException($"it has {file.Length} bytes.");
        }

        var bytes = new byte[file.Length];
        for (int read, at = 0; at < bytes.Length; at += read)
        {
            read = file.Read(bytes.AsSpan(at), at);
            if (read == 0)
            {
                throw new FormatException("it was cut while it was read.");
            }
        }

        return bytes;
    }
}
