using System.Diagnostics.Metrics;

namespace Stoa.Mcp.Governance.Tests.TestDoubles;

/// <summary>Makes meters that nobody shares.</summary>
internal sealed class Meters : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(options);

    public void Dispose()
    {
    }
}
