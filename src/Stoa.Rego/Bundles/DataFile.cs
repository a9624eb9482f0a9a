using Stoa.Rego.Builtins;

namespace Stoa.Rego.Bundles;

/// <summary>Files that hold one value: JSON, or YAML where the name says so.</summary>
internal static class DataFile
{
    /// <exception cref="RegoBundleException">The file holds no value, or one that JSON cannot.</exception>
    public static RegoValue Read(BundleFile file) => file.Path.EndsWith(".yaml", StringComparison.Ordinal) || file.Path.EndsWith(".yml", StringComparison.Ordinal)
        ? ReadYaml(file)
        : ReadJson(file);

    private static RegoValue ReadJson(BundleFile file)
    {
        try
        {
            return JsonReading.Read(FileText.WithoutMark(file.Bytes).Span);
        }
        catch (RegoInputException error)
        {
            throw new RegoBundleException(file.Name, error.Message, error);
        }
    }

    private static RegoValue ReadYaml(BundleFile file)
    {
        try
        {
            return YamlReading.Read(new HostContext(), FileText.Of(file));
        }
        catch (BuiltinFailure failure)
        {
            throw new RegoBundleException(file.Name, $"the file is not YAML: {failure.Message}", failure);
        }
    }
}
