namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>Which file is read: <c>--config</c>, else <c>STOA_CONFIG</c>, else the first of the usual places where there is one.</summary>
internal static class ConfigurationLocation
{
    public const string Variable = "STOA_CONFIG";

    public static readonly IReadOnlyList<string> UsualPlaces = ["stoa.yaml", "/etc/stoa/stoa.yaml"];

    /// <returns>The file's full path; null where none is named and none is in a usual place.</returns>
    public static string? Find(string? named, IReadOnlyDictionary<string, string> variables)
    {
        named ??= variables.GetValueOrDefault(Variable) is { Length: > 0 } variable ? variable : null;
        var found = named ?? UsualPlaces.FirstOrDefault(File.Exists);
        return found is null ? null : Path.GetFullPath(found);
    }
}
