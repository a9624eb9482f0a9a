namespace Stoa.Rego.Conformance;

/// <summary>Folders of builtins that are not there.</summary>
internal static class Unsupported
{
    public static IReadOnlySet<string> Folders { get; } = new HashSet<string> { "graphql", "netlookupipaddr" };
}
