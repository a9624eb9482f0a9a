namespace Stoa.Rego.Conformance;

/// <summary>Folders whose cases do not run, and why.</summary>
internal static class Unsupported
{
    public static IReadOnlyDictionary<string, string> Folders { get; } = new Dictionary<string, string>
    {
        ["graphql"] = "there are no builtins for GraphQL",
        ["netlookupipaddr"] = "they ask name servers of the internet",
    };
}
