namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>
/// A command that may be started as an MCP server over stdio (<c>Stoa:Gateway:Commands:NAME</c>). It is started exactly so: what refers to it
/// by its name can change nothing of it.
/// </summary>
public sealed class CommandOptions
{
    /// <summary>The executable, as an absolute path. <value>required</value></summary>
    public string Executable { get; set; } = "";

    /// <summary>Every argument. <value>none</value></summary>
    public IList<string> Arguments { get; } = [];

    /// <summary>The folder it runs in. <value>required</value></summary>
    public string WorkingDirectory { get; set; } = "";

    /// <summary>Its whole environment: nothing of the gateway's own is handed on. <value>empty</value></summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
