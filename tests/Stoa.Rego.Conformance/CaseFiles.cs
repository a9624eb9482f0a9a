using System.Text;

namespace Stoa.Rego.Conformance;

/// <summary>Reads cases from folders of JSON and YAML files.</summary>
internal static class CaseFiles
{
    public static IEnumerable<ConformanceCase> Read(string root)
    {
        foreach (var file in Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (Path.GetExtension(file) is not (".json" or ".yaml" or ".yml"))
            {
                continue;
            }

            var folder = Path.GetRelativePath(root, Path.GetDirectoryName(file)!);
            var text = File.ReadAllText(file, Encoding.UTF8);
            var content = Path.GetExtension(file) == ".json" ? RegoJson.Parse(text) : RegoNull.Instance;
            if ((content as RegoObject)?.Find("cases") is RegoArray cases)
            {
                foreach (var item in cases)
                {
                    yield return new ConformanceCase(folder, (RegoObject)item);
                }
            }
        }
    }
}
