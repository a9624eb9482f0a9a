using System.Globalization;
using System.Text;

namespace Stoa.Rego.Builtins;

/// <summary>Responses as policies see them.</summary>
internal static class HttpResponses
{
    /// <summary>A response as an object. Its body is read as JSON or YAML where its type is that, or the request says so.</summary>
    public static RegoObject Shape(BuiltinContext context, HttpResponseMessage response, byte[] body, RegoObject parameters)
    {
        var raw = Encoding.UTF8.GetString(body);
        return RegoObject.Of(
            ("status", string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.ReasonPhrase}")),
            ("status_code", (long)response.StatusCode),
            ("headers", Headers(response)),
            ("raw_body", raw),
            ("body", Body(context, response.Content.Headers.ContentType?.MediaType ?? "", raw, parameters)));
    }

    private static RegoObject Headers(HttpResponseMessage response)
    {
        var headers = new RegoObjectBuilder();
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            headers[name.ToLowerInvariant()] = RegoArray.Of(values.Select(value => (RegoValue)value));
        }

        foreach (var (name, values) in response.Content.Headers.NonValidated)
        {
            headers[name.ToLowerInvariant()] = RegoArray.Of(values.Select(value => (RegoValue)value));
        }

        return headers.Build();
    }

    private static RegoValue Body(BuiltinContext context, string type, string raw, RegoObject parameters)
    {
        var forcesJson = parameters.Find("force_json_decode") == RegoBoolean.True;
        var forcesYaml = parameters.Find("force_yaml_decode") == RegoBoolean.True;
        try
        {
            return forcesJson || (type is "application/json" && raw.Length > 0) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) ? JsonBuiltins.Read(context, raw)
                : forcesYaml || type is "application/yaml" or "application/x-yaml" ? YamlReading.Read(context, raw)
                : RegoNull.Instance;
        }
        catch (RegoInputException error)
        {
            throw new BuiltinFailure(error.Message);
        }
    }
}
