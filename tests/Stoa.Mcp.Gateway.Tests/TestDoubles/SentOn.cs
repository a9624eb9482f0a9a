using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Stoa.Mcp.Gateway.Tests.TestDoubles;

/// <summary>One request as an upstream got it.</summary>
internal sealed record SentOn(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the connection is given up on before the answer is whole.</summary>
    public Task Aborted => _aborted.Task;

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The message; null where there is none.</summary>
    public JsonObject? Message => Body.Length == 0 ? null : JsonNode.Parse(Body) as JsonObject;

    /// <summary>The MCP method; null where there is none.</summary>
    public string? Operation => (string?)Message?["method"];

    /// <summary>Every value of a header.</summary>
    public IReadOnlyList<string> All(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    /// <summary>The one value of a header; null where there is none.</summary>
    public string? Header(string name) => All(name).SingleOrDefault();

    public static async Task<SentOn> OfAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var seen = new SentOn(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            [.. context.Request.Headers.SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value ?? ""))],
            body.ToArray());
        context.RequestAborted.Register(seen._aborted.SetResult);
        return seen;
    }

    public override string ToString() => $"{Method} {Target}\n{string.Join('\n', Headers.Select(header => $"{header.Key}: {header.Value}"))}\n\n{Text}";
}
