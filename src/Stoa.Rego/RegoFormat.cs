using Stoa.Rego.Syntax;

namespace Stoa.Rego;

/// <summary>The layout of sources.</summary>
public static class RegoFormat
{
    /// <summary>
    /// A module laid out as <c>opa fmt</c> does. Comments and meaning stay; formatting the result again changes nothing.
    /// </summary>
    /// <param name="file">What errors call it.</param>
    /// <param name="source">Its source.</param>
    /// <exception cref="RegoException">The source is not Rego v1.</exception>
    public static string Format(string file, string source)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(source);
        return RegoFormatter.Format(RegoParser.ParseModule(file, source, readsMetadata: false), source);
    }
}
