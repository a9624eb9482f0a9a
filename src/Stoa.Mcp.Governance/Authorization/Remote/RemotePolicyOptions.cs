namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>How a policy engine that runs elsewhere is reached.</summary>
public abstract class RemotePolicyOptions
{
    /// <summary>Its address: <c>https</c>, or <c>http</c> on this machine. What the API says comes after it. <value>required</value></summary>
    public string Url { get; set; } = "";

    /// <summary>Token that is sent as <c>Authorization: Bearer</c>. <value>unset</value></summary>
    public string? Token { get; set; }

    /// <summary>File with that token instead, read at each request. <value>unset</value></summary>
    public string? TokenFile { get; set; }

    /// <summary>Most connections at a time; what exceeds them waits, within <c>Policy:Timeout</c>. 1 to 10,000. <value>64</value></summary>
    public int MaxConnections { get; set; } = 64;

    /// <summary>Most questions of one list that are asked at a time, where they are asked one by one. 1 to 1,000. <value>16</value></summary>
    public int MaxParallel { get; set; } = 16;

    /// <summary>Largest answer in bytes, compressed and decompressed. A larger one is no answer. 1,024 to 67,108,864. <value>1,048,576</value></summary>
    public int MaxResponseBytes { get; set; } = 1024 * 1024;
}
