namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>
/// What an HTTP method may do, where a tool does not say (RFC 9110, section 9.2). What is not safe may change or remove what is there, until its
/// resource says that it does not: a grant must name the risk.
/// </summary>
internal static class MethodRisk
{
    public static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>What is wrong with a method, or null.</summary>
    public static string? Check(string method) =>
        Methods.Contains(method, StringComparer.Ordinal) ? null : $"'{Shown.Value(method)}' is unknown; allowed: {string.Join(", ", Methods)}";

    /// <summary>Whether a tool may say of itself that it only reads: a search is often a POST.</summary>
    public static bool CanRead(string method) => method is "GET" or "HEAD" or "POST";

    public static bool ReadsOnly(string method) => method is "GET" or "HEAD";

    public static bool IsIdempotent(string method) => method is "GET" or "HEAD" or "PUT" or "DELETE";

    /// <summary>Whether arguments go into the query; else into a JSON body.</summary>
    public static bool TakesQuery(string method) => method is "GET" or "HEAD" or "DELETE";

    /// <summary>Whether a request of that method can have a body at all.</summary>
    public static bool TakesBody(string method) => method is not ("GET" or "HEAD");
}
