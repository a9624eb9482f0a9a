using System.Buffers;
using Stoa.Cli.Audit.Filters;

namespace Stoa.Cli.Audit.Export;

/// <summary>Lines as they stand in the trail. Each still has its hash; that none is missing between them no longer shows.</summary>
internal sealed class JsonLinesExport : IEntryExport
{
    public bool AllEntries => true;

    public void Begin(IBufferWriter<byte> output)
    {
    }

    public bool Write(EntryView entry, IBufferWriter<byte> output)
    {
        output.Write(entry.Entry.Json.Span);
        output.Write("\n"u8);
        return true;
    }
}
