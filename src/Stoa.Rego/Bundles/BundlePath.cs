namespace Stoa.Rego.Bundles;

/// <summary>Paths in bundles. Nothing is ever written to disk under them, but data goes where they say, and errors name them.</summary>
internal static class BundlePath
{
    private const int MaxLength = 1024;

    /// <summary>The path from the bundle's root. Bundles that OPA builds have a <c>/</c> before it.</summary>
    /// <exception cref="RegoBundleException">The path leaves the bundle or is none.</exception>
    public static string Normalize(string archive, string path)
    {
        var trimmed = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path.StartsWith('/') ? path[1..] : path;
        var fault = trimmed switch
        {
            "" => "is empty",
            { Length: > MaxLength } => $"is longer than {MaxLength} characters",
            _ when trimmed.Contains('\\') || (trimmed.Length > 1 && trimmed[1] == ':') => "is a path of Windows",
            _ when trimmed.Any(char.IsControl) => "has a control character",
            _ when trimmed.Split('/').Any(part => part is "" or "." or "..") => "has an empty part, or one that is . or ..",
            _ => null,
        };
        return fault is null ? trimmed : throw new RegoBundleException(archive, $"the path {RegoString.Of(Shortened(path))} {fault}");
    }

    private static string Shortened(string path) => path.Length > 200 ? path[..200] + "…" : path;
}
