using Stoa.Cli.Audit.Filters;

namespace Stoa.Cli.Audit.Show;

/// <summary>Writes entries, each as one line.</summary>
internal interface IEntryLines
{
    void Write(EntryView entry);
}
