using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Http;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Asking;

/// <summary>Reads a question in STOA's JSON.</summary>
internal sealed class AuthzJsonReader(AssertedUser users)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The request that is asked about, or why the question cannot be read.</summary>
    /// <param name="json">The question.</param>
    /// <param name="isTrusted">Whether the peer's word for who calls is taken.</param>
    /// <param name="refusal">Why not.</param>
    public AskedRequest? Read(byte[] json, bool isTrusted, out EdgeRefusal? refusal)
    {
        refusal = null;
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement, isTrusted);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            // Parse errors say where; the others are ours.
            var detail = error is FormatException ? error.Message : "it is not one JSON object, in valid UTF-8 and with each member once";
            refusal = new EdgeRefusal(
                StatusCodes.Status400BadRequest, GovernanceCode.InvalidRequest,
                $"The authorization request cannot be read: {detail}.", $"The peer's question cannot be read: {detail}.");
            return null;
        }
    }

    private AskedRequest Read(JsonElement question, bool isTrusted)
    {
        if (question.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException();
        }

        var user = Find(question, "user", JsonValueKind.Object, "an object");
        var tenant = Text(question, "tenant_id");
        return new AskedRequest
        {
            Method = Text(question, "method") ?? throw new FormatException("method is missing"),
            Target = Text(question, "path") ?? throw new FormatException("path is missing"),
            Headers = Headers(question),
            Body = Text(question, "body") is { Length: > 0 } body ? Encoding.UTF8.GetBytes(body) : null,
            Source = Text(question, "source_ip") is not { } text ? null
                : IPAddress.TryParse(text, out var source) ? source : throw new FormatException("source_ip is not an IP address"),
            AssertedUser = isTrusted && user is { } asserted ? users.Of(asserted, tenant) : null,
        };
    }

    private static HeaderDictionary Headers(JsonElement question)
    {
        var headers = new HeaderDictionary();
        if (Find(question, "headers", JsonValueKind.Object, "an object") is not { } members)
        {
            return headers;
        }

        foreach (var member in members.EnumerateObject())
        {
            // Some gateways give a header that came several times as a list. Pseudo headers of HTTP/2 but for the host say nothing more.
            var name = member.Name == ":authority" ? "Host" : member.Name;
            foreach (var value in member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray().ToArray() : [member.Value])
            {
                headers.Append(name, value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException("a header is neither a text nor a list of texts"));
            }
        }

        return headers;
    }

    private static string? Text(JsonElement owner, string name) => Find(owner, name, JsonValueKind.String, "a text")?.GetString();

    private static JsonElement? Find(JsonElement owner, string name, JsonValueKind kind, string described) =>
        !owner.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == kind ? value
        : throw new FormatException($"{name} is not {described}");
}
