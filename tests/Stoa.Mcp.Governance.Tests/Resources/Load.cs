using System.Text;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Resources;

/// <summary>Loads text as if it were files.</summary>
internal static class Load
{
    public const string Acme = """
        apiVersion: gostoa.dev/v1alpha1
        kind: Tenant
        metadata:
          name: acme
        """;

    public static ResourceLoad Files(params (string Path, string Text)[] files) => ResourceLoader.Load(new FolderContent(
        [.. files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => new ResourceFile(file.Path, Encoding.UTF8.GetBytes(file.Text)))], []));

    /// <summary>The state that one file declares beside tenant <c>acme</c>; fails the test where there is an error.</summary>
    public static ResourceSnapshot Good(string text)
    {
        var load = Files(("acme.yaml", Acme), ("x.yaml", text));
        Assert.Empty(load.Errors);
        return load.Snapshot!;
    }

    /// <summary>What is wrong with one file beside tenant <c>acme</c>.</summary>
    public static IReadOnlyList<string> Errors(string text)
    {
        var load = Files(("acme.yaml", Acme), ("x.yaml", text));
        Assert.Null(load.Snapshot);
        return [.. load.Errors.Select(error => error.ToString())];
    }

    /// <summary>A grant whose spec begins on line 6.</summary>
    public static string Grant(string spec) => $"""
        apiVersion: gostoa.dev/v1alpha1
        kind: ToolGrant
        metadata: {"{name: g, namespace: acme}"}
        spec:
          tools: [a]
        {string.Join('\n', spec.Split('\n').Select(line => "  " + line))}
        """;

    /// <summary>A grant with one quota, whose fields begin on line 7, column 7.</summary>
    public static string Quota(string fields) => Grant("quotas:\n  - " + fields.Replace("\n", "\n    ", StringComparison.Ordinal));
}
