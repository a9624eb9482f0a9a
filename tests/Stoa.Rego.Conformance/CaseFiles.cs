using System.Text;
using Stoa.Rego.Syntax;

namespace Stoa.Rego.Conformance;

/// <summary>Reads cases from folders of JSON and YAML files.</summary>
internal static class CaseFiles
{
    public static IEnumerable<ConformanceCase> Read(string root)
    {
        foreach (var file in Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (ContentOf(file) is RegoObject content && content.Find("cases") is RegoArray cases)
            {
                var folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!);
                foreach (var item in cases)
                {
                    yield return new ConformanceCase(folder, (RegoObject)item);
                }
            }
        }
    }

    private static RegoValue? ContentOf(string file) => Path.GetExtension(file) switch
    {
        ".json" => RegoJson.Parse(File.ReadAllText(file, Encoding.UTF8)),
        ".yaml" or ".yml" => MetadataYaml.Read(File.ReadAllText(file, Encoding.UTF8))?.ToValue(),
        _ => null,
    };
}
