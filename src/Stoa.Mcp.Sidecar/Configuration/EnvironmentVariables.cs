using System.Collections;

namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>The environment that the process was started with.</summary>
internal static class EnvironmentVariables
{
    public static IReadOnlyDictionary<string, string> OfProcess() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
}
