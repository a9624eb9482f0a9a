using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Quickstart.Walkthrough;

/// <summary>Puts answers in words that can be compared.</summary>
internal static class Answers
{
    private const string Meta = "dev.gostoa.governance/";
    private const int QuotaExceeded = 4290;

    // The metadata's address depends on the port; the others are compared whole.
    private static readonly string[] Challenged = ["resource_metadata=", "error=\"insufficient_scope\"", "scope=\"users:approve\""];

    /// <summary>A tool's result; one that governance gave in its place says so in <c>_meta</c>.</summary>
    public static Observed Result(CallToolResult result, HttpResponseMessage response)
    {
        var text = string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
        if (result is { IsError: true, Meta: { } refused } && (int?)refused[Meta + "code"] != QuotaExceeded)
        {
            return new Observed($"isError {(int?)refused[Meta + "code"]} {(string?)refused[Meta + "name"]}", text);
        }

        return result is { IsError: true, Meta: { } meta }
            ? new Observed(Quota(meta, response), $"{text} X-RateLimit-Reset {Header(response, "X-RateLimit-Reset")}, Retry-After {Header(response, "Retry-After")}")
            : new Observed(text, Remaining(response));
    }

    public static Observed Error(McpProtocolException error)
    {
        // The client puts words of its own before the server's.
        var start = error.Message.IndexOf("Unknown", StringComparison.Ordinal);
        return new Observed($"{(int)error.ErrorCode} {(start < 0 ? error.Message : error.Message[start..])}");
    }

    public static string Refusal(HttpResponseMessage response)
    {
        var challenge = Challenge(response) ?? "";
        var named = Challenged
            .Where(part => challenge.Contains(part, StringComparison.Ordinal))
            .Select(part => part.TrimEnd('='));
        return $"{(int)response.StatusCode}, challenge with {string.Join(", ", named)}";
    }

    public static string? Challenge(HttpResponseMessage response) => Header(response, "WWW-Authenticate");

    private static string Quota(JsonObject meta, HttpResponseMessage response)
    {
        var wait = (long?)meta[Meta + "retryAfterSeconds"];
        var agree = wait is > 0 and <= 60 && Header(response, "Retry-After") == wait.ToString();
        return $"isError {(int?)meta[Meta + "code"]} {(string?)meta[Meta + "name"]}, {(agree ? "retry within a minute" : $"retry {wait}")}, "
            + $"X-RateLimit {Header(response, "X-RateLimit-Remaining")} of {Header(response, "X-RateLimit-Limit")}";
    }

    private static string? Remaining(HttpResponseMessage response) =>
        Header(response, "X-RateLimit-Remaining") is { } left ? $"X-RateLimit {left} of {Header(response, "X-RateLimit-Limit")}" : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
