namespace Stoa.Mcp.Sidecar.Logs;

/// <summary>Form of the log.</summary>
internal enum LogFormat
{
    /// <summary>One JSON object a line.</summary>
    Json,

    /// <summary>For people.</summary>
    Text,
}
