using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>Makes the result of a tool call (<c>CallToolResult</c>) of what an API answered.</summary>
internal static class RestResult
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A result that says why there is none.</summary>
    public static JsonObject Error(string sentence) => new() { ["content"] = Content(sentence), ["isError"] = true };

    /// <exception cref="RestFault">The answer is an error, or nothing that can be returned.</exception>
    public static JsonObject Of(RestTool tool, RestAnswer answer)
    {
        if (answer.Status >= 400)
        {
            // That an order does not exist is nobody's trouble; that the gateway may not ask, or that the API fails, is the operator's.
            throw new RestFault(ErrorText(tool, answer), answer.Status is 401 or 403 or 407 or >= 500 ? $"It answered {answer.Status}." : null);
        }

        if (answer.Body.Length == 0)
        {
            return tool.Output is null ? Text($"The API answered {answer.Status} without content.") : throw new RestFault(RestSentences.Undeclared, "It answered without content.");
        }

        if (answer.IsJson)
        {
            return Json(tool, answer);
        }

        if (!answer.IsText)
        {
            throw new RestFault(RestSentences.Type, $"It answered with the content type '{answer.MediaType}'.");
        }

        return tool.Output is null ? Text(Decode(answer)) : throw new RestFault(RestSentences.Undeclared, "It answered with text.");
    }

    private static JsonObject Json(RestTool tool, RestAnswer answer)
    {
        var text = Decode(answer);
        JsonElement value;
        try
        {
            value = JsonElement.Parse(text, Strict);
        }
        catch (JsonException error)
        {
            throw new RestFault(RestSentences.Unreadable, $"Its answer is not strict JSON: {error.Message}", error);
        }

        var isObject = value.ValueKind == JsonValueKind.Object;
        if (tool.Output is { } output && (isObject ? output.Check(value) is { } fault ? $"Of its answer {fault.Place} {fault.Reason}." : null : "Its answer is no object.") is { } wrong)
        {
            throw new RestFault(RestSentences.Undeclared, wrong);
        }

        var result = Text(text);
        if (isObject)
        {
            result["structuredContent"] = JsonObject.Create(value);
        }

        return result;
    }

    private static string ErrorText(RestTool tool, RestAnswer answer)
    {
        var sentence = RestSentences.Status(answer.Status);
        if (!tool.Resource.Mapping.ErrorBody || answer.Body.Length == 0 || !(answer.IsJson || answer.IsText))
        {
            return sentence;
        }

        // Its end may be half a character; what is shown is text that cannot steer a terminal.
        var text = new string([.. Encoding.UTF8.GetString(answer.Body).Select(character => char.IsControl(character) && character is not ('\n' or '\t') ? '\uFFFD' : character)]);
        return $"{sentence}\n{text}";
    }

    private static string Decode(RestAnswer answer)
    {
        try
        {
            var text = answer.Charset switch
            {
                null or "utf-8" or "utf8" or "us-ascii" => StrictUtf8.GetString(answer.Body),
                "iso-8859-1" when answer.IsText => Encoding.Latin1.GetString(answer.Body),
                _ => throw new RestFault(RestSentences.Type, $"It answered in the character set '{answer.Charset}'."),
            };
            return text.TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException error)
        {
            throw new RestFault(RestSentences.Unreadable, "Its answer is not UTF-8.", error);
        }
    }

    private static JsonObject Text(string text) => new() { ["content"] = Content(text) };

    // Made with the nodes themselves: adding to an array by its collection expression is generic, and cannot be trimmed.
    private static JsonArray Content(string text) => new(new JsonObject { ["type"] = "text", ["text"] = text });
}
