using System.Text;
using Microsoft.Extensions.Hosting;
using Stoa.Mcp.Governance.Hosting;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Governance.Authentication.ApiKeys.Files;

/// <summary>Reads a key file as strictly as any other file of ours: no field unknown or twice, every place told.</summary>
internal static class ApiKeyFile
{
    private const int LargestFile = 16 * 1024 * 1024;

    /// <summary>The configured file; relative to the host's content root.</summary>
    public static string? PathOf(ApiKeyAuthenticationOptions options, IHostEnvironment? environment) =>
        options.File is null ? null : Path.GetFullPath(options.File, ContentRoot.Of(environment));

    public static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    public static ApiKeyFileContent Read(string path)
    {
        try
        {
            return new FileInfo(path).Length > LargestFile
                ? ApiKeyFileContent.Wrong($"{path}: has more than {LargestFile} bytes, which are read at most.")
                : Parse(path, File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            return ApiKeyFileContent.Wrong($"{path}: {(exception is DecoderFallbackException ? "is not UTF-8." : $"cannot be read: {exception.Message}")}");
        }
    }

    public static ApiKeyFileContent Parse(string path, string text)
    {
        var found = new List<ResourceError>();
        var errors = new FileErrors(path, found);
        var documents = new List<YamlValue>();
        if (IsJson(path))
        {
            new JsonReader(errors).Read(text, documents);
        }
        else
        {
            new YamlReader(errors).Read(text, documents);
        }

        var keys = documents is [YamlMap root] ? ApiKeyFileReader.Read(root, errors) : [];
        if (documents is not [YamlMap] && found.Count == 0)
        {
            errors.Add(0, 0, "one document with the list 'keys' is expected.");
        }

        return found.Count == 0 ? new ApiKeyFileContent(text, keys, []) : ApiKeyFileContent.Wrong(found.Select(error => error.ToString()));
    }
}
