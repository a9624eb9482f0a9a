using System.Buffers;
using Stoa.Cli.Audit.Filters;

namespace Stoa.Cli.Audit.Export;

/// <summary>A form that entries are exported in.</summary>
internal interface IEntryExport
{
    /// <summary>Whether every entry goes out, and not only those that close a record or stand alone.</summary>
    bool AllEntries { get; }

    /// <summary>What comes before the first entry.</summary>
    void Begin(IBufferWriter<byte> output);

    /// <summary>Writes one entry with its line end; false where the form has no place for one of its kind.</summary>
    bool Write(EntryView entry, IBufferWriter<byte> output);
}
