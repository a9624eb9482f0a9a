using System.Text;
using Stoa.Cli.Audit.Filters;

namespace Stoa.Cli.Audit.Show;

/// <summary>Entries as they stand in the trail: all of a line is printable ASCII, so a terminal may have it as it is.</summary>
internal sealed class JsonLines(TextWriter output) : IEntryLines
{
    public void Write(EntryView entry) => output.WriteLine(Encoding.ASCII.GetString(entry.Entry.Json.Span));
}
