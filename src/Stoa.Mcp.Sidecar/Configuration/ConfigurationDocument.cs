using System.Text;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>The one document of a configuration file, read strictly: no anchors, no tags, no key twice.</summary>
internal static class ConfigurationDocument
{
    private const int LargestFile = 1024 * 1024;

    /// <returns>Its root; null where the file is empty or unreadable, which is in <paramref name="errors"/> then.</returns>
    public static YamlMap? Read(string path, List<ConfigurationError> errors)
    {
        if (ReadText(path, errors) is not { } text)
        {
            return null;
        }

        var name = Path.GetFileName(path);
        var found = new List<ResourceError>();
        var documents = new List<YamlValue>();
        if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            new JsonReader(new FileErrors(name, found)).Read(text, documents);
        }
        else
        {
            new YamlReader(new FileErrors(name, found)).Read(text, documents);
        }

        errors.AddRange(found.Select(error => new ConfigurationError(Place(name, error.Line, error.Column), error.Reason)));
        return Root(name, documents, errors);
    }

    public static string Place(string file, int line, int column) => line == 0 ? file : $"{file}:{line}:{column}";

    private static YamlMap? Root(string name, List<YamlValue> documents, List<ConfigurationError> errors)
    {
        switch (documents)
        {
            case [] or [YamlScalar { IsNull: true }]:
                return null;
            case [YamlMap map]:
                return map;
            case [var other]:
                errors.Add(new ConfigurationError(Place(name, other.Line, other.Column), $"keys are expected, not {other.Describe()}."));
                return null;
            default:
                errors.Add(new ConfigurationError(Place(name, documents[1].Line, documents[1].Column), "a second document; one is allowed."));
                return null;
        }
    }

    private static string? ReadText(string path, List<ConfigurationError> errors)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LargestFile } file)
            {
                errors.Add(new ConfigurationError(path, $"has {file.Length} bytes; at most {LargestFile} are read."));
                return null;
            }

            return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            errors.Add(new ConfigurationError(path, exception is DecoderFallbackException ? "is not UTF-8." : $"cannot be read: {exception.Message}"));
            return null;
        }
    }
}
