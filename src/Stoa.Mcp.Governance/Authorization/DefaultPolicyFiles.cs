using System.Text;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>The shipped policy, as it lies in the assembly.</summary>
internal static class DefaultPolicyFiles
{
    /// <summary>What the files' names begin with in errors, which no file of a host does.</summary>
    public const string Prefix = "(default)/";

    private const string Folder = "DefaultPolicy/";
    private const string Deciding = "authz.rego";

    /// <summary>The modules that decide and explain, and the data.</summary>
    /// <param name="compiler">Takes them.</param>
    /// <param name="decides">Whether the module that decides is among them, or only what it stands on.</param>
    public static void AddTo(RegoCompiler compiler, bool decides)
    {
        foreach (var (name, text) in Files.Where(file => file.Name.EndsWith(".rego", StringComparison.Ordinal) && (decides || file.Name != Deciding)))
        {
            compiler.AddModule(Prefix + name, text);
        }

        compiler.AddData((RegoObject)RegoJson.Parse(Files.Single(file => file.Name == "roles.json").Text));
    }

    /// <summary>The module that evaluates argument rules.</summary>
    public static (string Name, string Text) ArgumentRules { get; } = ("argument_rules.rego", Read("ArgumentRules/argument_rules.rego"));

    /// <summary>The shipped policy's files by name.</summary>
    public static IReadOnlyList<(string Name, string Text)> Files { get; } =
    [
        .. typeof(DefaultPolicyFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name[Folder.Length..], Read(name))),
    ];

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(DefaultPolicyFiles).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
