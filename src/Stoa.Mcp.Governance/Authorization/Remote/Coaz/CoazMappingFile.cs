using System.Text.Json;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>Reads the operator's mappings: one JSON object, the name of a tool to its mapping.</summary>
internal static class CoazMappingFile
{
    private const long Largest = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <exception cref="PolicyFault">It cannot be read, or a mapping in it cannot be used.</exception>
    public static IReadOnlyDictionary<string, CoazMapping> Read(string file)
    {
        try
        {
            var length = new FileInfo(file).Length;
            using var document = length <= Largest ? JsonDocument.Parse(File.ReadAllBytes(file), Strict) : throw new PolicyFault($"it has {length} bytes; allowed: {Largest}");
            return CoazTemplateReader.ObjectOf(document.RootElement.Clone(), "the file").ToDictionary(
                tool => tool.Key, tool => Read(tool.Key, tool.Value), StringComparer.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw new PolicyFault(error.Message, error);
        }
    }

    private static CoazMapping Read(string tool, JsonElement mapping)
    {
        try
        {
            return CoazMappingReader.Read(mapping);
        }
        catch (PolicyFault fault)
        {
            throw new PolicyFault($"tool '{tool}': {fault.Message}", fault);
        }
    }
}
