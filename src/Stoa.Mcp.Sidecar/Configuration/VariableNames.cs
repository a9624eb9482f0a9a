namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>The environment variables that the schema allows.</summary>
internal static class VariableNames
{
    /// <summary>Names of all values; an index is <c>n</c>, a key of the user's choice <c>NAME</c>.</summary>
    public static IEnumerable<string> Of(SchemaSection schema) => Walk(schema, "STOA").Append("STOA_GATEWAY_MODE");

    /// <summary>The name of the variable that sets a key, <c>Stoa:Audit:Folder</c>.</summary>
    public static string OfKey(string key) => string.Join("__", key.ToUpperInvariant().Split(':')[1..]).Insert(0, "STOA_");

    private static IEnumerable<string> Walk(SchemaNode node, string name) => node switch
    {
        SchemaSection section => section.Keys.Values.SelectMany(key => Walk(key.Node, $"{name}{(name == "STOA" ? "_" : "__")}{key.Name.ToUpperInvariant()}")),
        SchemaList list => Walk(list.Item, $"{name}__n"),
        SchemaMap map => Walk(map.Value, $"{name}__NAME"),
        _ => [name],
    };
}
