using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stoa.Mcp.Sidecar.Configuration;

namespace Stoa.Mcp.Sidecar.Checking;

/// <summary>
/// Errors about options begin with the key that the libraries know, <c>Stoa:Gateway:Upstream:Url</c>. Whoever runs a sidecar wrote a line of a file, or a variable.
/// </summary>
internal static partial class KeyPlaces
{
    /// <summary>The same error with what its reader wrote in place of the key; where nothing was written, with both ways to write it.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="places">Where each key was written.</param>
    public static string Show(string error, IReadOnlyDictionary<string, string> places)
    {
        var key = Key().Match(error);
        if (!key.Success)
        {
            return error;
        }

        var written = places.GetValueOrDefault(key.Value)
            ?? $"{string.Concat(key.Value.Split(':')[1..].Select(InFile))} ({VariableNames.OfKey(key.Value)})";
        return written + error[key.Length..];
    }

    private static string InFile(string segment, int position) =>
        int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"[{segment}]"
        : (position == 0 ? "" : ".") + JsonNamingPolicy.CamelCase.ConvertName(segment);

    [GeneratedRegex("^Stoa(:[A-Za-z0-9_-]+)+")]
    private static partial Regex Key();
}
