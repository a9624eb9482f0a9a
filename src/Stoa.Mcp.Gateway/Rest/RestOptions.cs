namespace Stoa.Mcp.Gateway.Rest;

/// <summary>How APIs that are offered as tools are called (<c>Stoa:Gateway:Rest</c>).</summary>
public sealed class RestOptions
{
    /// <summary>Largest answer of an API, in bytes: 1,024 to 67,108,864. <value>1,048,576</value></summary>
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>How long an API may take to answer, where its tool does not say: 1 second to 10 minutes. <value>30 seconds</value></summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Hosts of APIs and token endpoints that may have an address in a private network or on this machine: exact names or addresses, or <c>*.</c> and
    /// a domain for all below it. Where clouds keep instance metadata is refused in any case. <value>none</value>
    /// </summary>
    public IList<string> AllowedPrivateHosts { get; set; } = [];
}
