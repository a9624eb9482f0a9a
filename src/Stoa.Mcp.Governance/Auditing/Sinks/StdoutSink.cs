using System.Text;
using Stoa.Trail;

namespace Stoa.Mcp.Governance.Auditing.Sinks;

/// <summary>
/// Every entry's line as it stands, to standard output, for collectors of container logs. Each line is one write to <see cref="Console.Out"/>,
/// which takes one at a time: lines of a console logger come between lines, never into one.
/// </summary>
internal sealed class StdoutSink(Func<TextWriter> output) : ITrailSink
{
    public StdoutSink()
        : this(() => Console.Out)
    {
    }

    public string Name => "stdout";

    public ValueTask WriteAsync(string stream, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken)
    {
        var writer = output();
        foreach (var entry in entries)
        {
            writer.Write(Encoding.ASCII.GetString(entry.Json.Span) + "\n");
        }

        writer.Flush();
        return ValueTask.CompletedTask;
    }
}
