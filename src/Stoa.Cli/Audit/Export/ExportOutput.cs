using System.Buffers;
using System.Text;

namespace Stoa.Cli.Audit.Export;

/// <summary>Where an export goes, in large pieces: a file, or standard output.</summary>
internal sealed class ExportOutput(TextWriter output, Stream? file) : IAsyncDisposable
{
    private const int PieceBytes = 64 * 1024;

    public ArrayBufferWriter<byte> Buffer { get; } = new(PieceBytes * 2);

    /// <summary>Passes on what has gathered, where it is enough. Only whole lines have.</summary>
    public async ValueTask FlushAsync(bool all = false)
    {
        if (Buffer.WrittenCount == 0 || (!all && Buffer.WrittenCount < PieceBytes))
        {
            return;
        }

        if (file is not null)
        {
            await file.WriteAsync(Buffer.WrittenMemory);
        }
        else
        {
            await output.WriteAsync(Encoding.UTF8.GetString(Buffer.WrittenSpan));
        }

        Buffer.ResetWrittenCount();
    }

    public ValueTask DisposeAsync() => file?.DisposeAsync() ?? ValueTask.CompletedTask;
}
