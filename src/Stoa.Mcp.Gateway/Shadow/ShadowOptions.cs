namespace Stoa.Mcp.Gateway.Shadow;

/// <summary>How a shadow looks on (<c>Stoa:Gateway:Shadow</c>).</summary>
public sealed class ShadowOptions
{
    /// <summary>
    /// Whether it gets a copy of the traffic (such as nginx's <c>mirror</c> sends) instead of sitting in its path. Then nothing is forwarded, and
    /// every request is answered with 204 at once. <value><c>false</c></value>
    /// </summary>
    public bool Mirrored { get; set; }

    /// <summary>Exchanges that wait to be decided; what comes beyond is counted and not decided. <value>10 000</value></summary>
    public int QueueLength { get; set; } = 10_000;

    /// <summary>Most bytes of a request, and of an answer, that are looked at. What is larger passes all the same. <value>1 048 576</value></summary>
    public int MaxObservedBytes { get; set; } = 1024 * 1024;
}
