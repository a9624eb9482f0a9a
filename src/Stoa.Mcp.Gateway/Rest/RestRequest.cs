using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Stoa.Mcp.Governance.Resources.Tools;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>Makes the HTTP request of a call whose arguments fit the tool's schema.</summary>
internal static class RestRequest
{
    private const int LongestAddress = 8_192;
    private const int LongestHeader = 4_096;

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <exception cref="RestFault">An argument cannot go where it has to.</exception>
    public static HttpRequestMessage Create(RestTool tool, JsonElement arguments)
    {
        var request = new HttpRequestMessage(new HttpMethod(tool.Resource.Method), AddressOf(tool, arguments));
        request.Headers.Accept.ParseAdd("application/json, text/*;q=0.8");
        foreach (var (header, argument) in tool.Resource.Mapping.Headers)
        {
            AddHeader(request, header, argument, arguments);
        }

        if (MethodRisk.TakesBody(tool.Resource.Method) && BodyOf(tool, arguments) is { } body)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        }
        else if (!MethodRisk.TakesQuery(tool.Resource.Method))
        {
            // Says that the body is empty, which some servers insist on.
            request.Content = new ByteArrayContent([]);
        }

        return request;
    }

    private static Uri AddressOf(RestTool tool, JsonElement arguments)
    {
        var path = tool.Endpoint.Render(placeholder =>
        {
            var argument = tool.Resource.Mapping.Path.GetValueOrDefault(placeholder, placeholder);
            return arguments.TryGetProperty(argument, out var value) && TextOf(value) is { } text
                ? text
                : throw Unfit(argument, "must be text, a number, true or false: it is a part of the path");
        });
        if (path is null)
        {
            throw new RestFault("An argument that is a part of the path is empty, '.', '..' or more than one line of text, which no part of a path can be.");
        }

        var query = QueryOf(tool, arguments);
        var address = query.Length > 0 ? $"{path}?{query}" : path;
        if (address.Length > LongestAddress)
        {
            throw new RestFault("The arguments are too long for this tool.");
        }

        // Everything is encoded already, and dot segments were refused: a client that tidies up would send something else than was put together.
        return Uri.TryCreate(address, AsWritten, out var uri) && uri.PathAndQuery == address[uri.GetLeftPart(UriPartial.Authority).Length..]
            ? uri
            : throw new RestFault("The arguments cannot be sent.", "The address would be sent differently from how it was put together.");
    }

    private static string QueryOf(RestTool tool, JsonElement arguments)
    {
        var query = new StringBuilder(tool.Endpoint.Query);
        foreach (var argument in arguments.EnumerateObject().Where(argument => tool.Placement.Find(argument.Name) == ToolArgumentPlace.Query))
        {
            JsonElement[] values = argument.Value.ValueKind == JsonValueKind.Array ? [.. argument.Value.EnumerateArray()] : [argument.Value];
            foreach (var value in values.Where(value => value.ValueKind != JsonValueKind.Null))
            {
                var text = TextOf(value) ?? throw Unfit(argument.Name, "must be text, a number, true or false, or a list of these: it goes into the query");
                query.Append(query.Length > 0 ? "&" : "").Append(Uri.EscapeDataString(argument.Name)).Append('=').Append(Uri.EscapeDataString(text));
            }
        }

        return query.ToString();
    }

    private static void AddHeader(HttpRequestMessage request, string header, string argument, JsonElement arguments)
    {
        if (!arguments.TryGetProperty(argument, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (TextOf(value) is not { Length: > 0 and <= LongestHeader } text || text[0] == ' ' || text[^1] == ' ' || text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw Unfit(argument, $"must be 1 to {LongestHeader} visible ASCII characters on one line: it goes into a header");
        }

        if (!request.Headers.TryAddWithoutValidation(header, text))
        {
            throw new RestFault("The arguments cannot be sent.", $"'{header}' is no header of a request.");
        }
    }

    private static byte[]? BodyOf(RestTool tool, JsonElement arguments)
    {
        if (tool.Resource.Mapping.BodyArgument is { } whole)
        {
            return arguments.TryGetProperty(whole, out var value) ? Written(value.WriteTo) : null;
        }

        var members = arguments.EnumerateObject().Where(argument => tool.Placement.Find(argument.Name) == ToolArgumentPlace.Body).ToArray();
        return members.Length == 0 && !tool.HasBody ? null : Written(writer =>
        {
            writer.WriteStartObject();
            Array.ForEach(members, member => member.WriteTo(writer));
            writer.WriteEndObject();
        });
    }

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return buffer.ToArray();
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static RestFault Unfit(string argument, string reason) => new(RestSentences.Unfit(argument, reason));
}
