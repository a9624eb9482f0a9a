using Stoa.Mcp.Sidecar.Configuration;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Configuration;

/// <summary>Loads a text as the program loads its file.</summary>
internal static class Loading
{
    public static IReadOnlyDictionary<string, string?> Values(string text, string name = "stoa.yaml", params (string Name, string Value)[] variables)
    {
        using var folder = new TempFolder();
        return SidecarConfiguration.Load(folder.Write(name, text), variables.ToDictionary(variable => variable.Name, variable => variable.Value)).Values;
    }

    public static string[] Errors(string text, string name = "stoa.yaml", params (string Name, string Value)[] variables) =>
        [.. Assert.Throws<ConfigurationException>(() => Values(text, name, variables)).Errors.Select(error => error.ToString())];
}
