using System.Collections.Concurrent;

namespace Stoa.Mcp.IntegrationTests.Probe;

/// <summary>The tasks that the probe's handlers made, by the app's own id.</summary>
internal sealed class ProbeTasks
{
    private readonly ConcurrentDictionary<string, string> _states = new(StringComparer.Ordinal);
    private int _made;

    public int Made => Volatile.Read(ref _made);

    public ICollection<string> Ids => _states.Keys;

    public string Make()
    {
        var id = $"task-{Interlocked.Increment(ref _made)}";
        _states[id] = "working";
        return id;
    }

    public string? StateOf(string id) => _states.GetValueOrDefault(id);

    public void Set(string id, string state) => _states[id] = state;
}
