using System.Globalization;
using Microsoft.Extensions.Configuration;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Resources.Yaml;

namespace Stoa.Cli.Auth;

/// <summary>
/// Reads the configuration of a server: an appsettings.json, whose section <c>Stoa</c> counts, or the sidecar's file, which is that section. What the environment says is
/// the server's, and not known here.
/// </summary>
internal static class ServerConfiguration
{
    private const string Section = "Stoa";

    /// <exception cref="UserError">It cannot be read.</exception>
    public static IConfiguration Read(string file)
    {
        var path = Path.GetFullPath(file);
        if (!File.Exists(path))
        {
            throw new UserError($"{file} is not there");
        }

        var builder = new ConfigurationBuilder();
        var read = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? builder.AddJsonFile(path, optional: false, reloadOnChange: false).Build()
            : builder.AddInMemoryCollection(ReadYaml(path)).Build();
        return read.GetSection(Section).Exists()
            ? read
            : new ConfigurationBuilder().AddInMemoryCollection(read.AsEnumerable().Select(pair => KeyValuePair.Create($"{Section}:{pair.Key}", pair.Value))).Build();
    }

    private static Dictionary<string, string?> ReadYaml(string path)
    {
        var errors = new List<ResourceError>();
        var documents = new List<YamlValue>();
        new YamlReader(new FileErrors(path, errors)).Read(File.ReadAllText(path), documents);
        if (errors.Count > 0 || documents is not [YamlMap root])
        {
            throw new UserError(errors.Count > 0 ? string.Join('\n', errors) : $"{path}: one document with keys is expected");
        }

        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Flatten(root, "", values);
        return values;
    }

    private static void Flatten(YamlValue value, string key, Dictionary<string, string?> values)
    {
        switch (value)
        {
            case YamlMap map:
                foreach (var (name, entry) in map.Entries)
                {
                    Flatten(entry.Value, key.Length == 0 ? name : $"{key}:{name}", values);
                }

                break;
            case YamlList list:
                foreach (var (index, item) in list.Items.Index())
                {
                    Flatten(item, string.Create(CultureInfo.InvariantCulture, $"{key}:{index}"), values);
                }

                break;
            case YamlScalar { IsNull: false } scalar:
                values[key] = scalar.Text;
                break;
        }
    }
}
