using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Stoa.Mcp.Governance.Auditing.Sinks;
using Stoa.Trail;
using Stoa.Trail.Usage;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>
/// Usage events as JSON lines in a folder: <c>usage-20261122.jsonl</c> by UTC day, <c>usage-20261122-1.jsonl</c> and so on beyond the
/// size. As durable as the system's file cache: the trail holds the same facts on disk.
/// </summary>
internal sealed class FileUsageSink(string folder, TimeProvider time, long fileBytes = 64L * 1024 * 1024) : ITrailSink
{
    private readonly ArrayBufferWriter<byte> _lines = new(16 * 1024);

    public string Name => "usage-file";

    public async ValueTask WriteAsync(string stream, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken)
    {
        // Two chains, one file: what reached tenancy is in the calls' chain alone.
        if (stream != TrailStreams.Audit || !Gather(entries))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        await using var file = Open();
        await CutAsync(file, cancellationToken);
        var length = file.Length;
        try
        {
            file.Position = length;
            await file.WriteAsync(_lines.WrittenMemory, cancellationToken);
        }
        catch
        {
            // The batch comes again whole: what was written of it would be a broken line and duplicates.
            file.SetLength(length);
            throw;
        }
    }

    private bool Gather(IReadOnlyList<TrailEntry> entries)
    {
        _lines.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_lines, new JsonWriterOptions { SkipValidation = true });
        foreach (var usage in entries.Select(entry => entry.Usage).OfType<UsageEvent>())
        {
            UsageEventWriter.Write(writer, usage);
            writer.Flush();
            writer.Reset();
            _lines.Write("\n"u8);
        }

        return _lines.WrittenCount > 0;
    }

    /// <summary>Opened for each batch: whoever moves the file away gets a new one begun, and no handle keeps a deleted one alive.</summary>
    private FileStream Open()
    {
        var day = time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, $"usage-{day}.jsonl");
        for (var part = 1; new FileInfo(path) is { Exists: true, Length: var length } && length >= fileBytes; part++)
        {
            path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"usage-{day}-{part}.jsonl"));
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Cuts a line that a crash left half written; its batch was never acknowledged.</summary>
    private static async Task CutAsync(FileStream file, CancellationToken cancellationToken)
    {
        var one = new byte[1];
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            await file.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n')
            {
                break;
            }

            end--;
        }

        if (end < file.Length)
        {
            file.SetLength(end);
        }
    }
}
