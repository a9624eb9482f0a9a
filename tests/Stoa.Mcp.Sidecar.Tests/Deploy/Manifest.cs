using Stoa.Mcp.Governance.Tests.TestDoubles;
using YamlDotNet.RepresentationModel;

namespace Stoa.Mcp.Sidecar.Tests.Deploy;

/// <summary>One file of Kubernetes objects.</summary>
internal sealed class Manifest
{
    public const string Folder = "src/Stoa.Mcp.Sidecar/deploy/kubernetes";

    private readonly List<YamlNode> _objects;

    public Manifest(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(Repository.Read($"{Folder}/{file}")));
        _objects = [.. stream.Documents.Select(document => document.RootNode)];
    }

    public static TheoryData<string> All => new(Directory.GetFiles(Repository.PathOf(Folder), "*.yaml").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));

    /// <summary>What runs the host.</summary>
    public YamlNode Workload => _objects.Single(one => Text(one, "kind") is "Deployment" or "StatefulSet");

    public YamlNode Pod => At(Workload, "spec", "template", "spec")!;

    /// <summary>The host's container.</summary>
    public YamlNode Host => Items(Pod, "containers").Single(container => Text(container, "image")!.StartsWith("stoa-sidecar:", StringComparison.Ordinal));

    public IEnumerable<YamlNode> OfKind(string kind) => _objects.Where(one => Text(one, "kind") == kind);

    /// <summary>The ConfigMap of that name, file to text.</summary>
    public IEnumerable<(string File, string Text)> Files(string configMap) =>
        ((YamlMappingNode)At(OfKind("ConfigMap").Single(map => Text(map, "metadata", "name") == configMap), "data")!)
            .Children.Select(file => (((YamlScalarNode)file.Key).Value!, ((YamlScalarNode)file.Value).Value!));

    public static YamlNode? At(YamlNode node, params string[] path) =>
        path.Aggregate((YamlNode?)node, (current, key) => current is YamlMappingNode map && map.Children.TryGetValue(key, out var value) ? value : null);

    public static string? Text(YamlNode node, params string[] path) => (At(node, path) as YamlScalarNode)?.Value;

    public static IEnumerable<YamlNode> Items(YamlNode node, params string[] path) => At(node, path) as YamlSequenceNode ?? [];
}
