namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>What can be wrong with an answer whose content is, but for that, an allow.</summary>
public enum WireFault
{
    None,
    Aborted,
    Silent,
    DripFed,
    Status500,
    Status403,
    Status206,
    Redirect,
    ContentTypeText,
    NoContentType,
    Charset,
    Truncated,
    CutChunks,
    CutJson,
    TwoValues,
    Empty,
    List,
    Null,
    Comments,
    InvalidUtf8,
    NamesTwice,
    Oversized,
    Deep,
    GzipBomb,
    NoGzip,
    UnknownEncoding,
}
