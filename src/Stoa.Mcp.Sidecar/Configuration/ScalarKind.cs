namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>What a value has to be.</summary>
internal enum ScalarKind
{
    Text,
    Boolean,
    Integer,
    Number,
    Duration,
    Time,
    Word,
}
