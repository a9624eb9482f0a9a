namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>Configuration values, and where each was written.</summary>
internal sealed class BoundValues
{
    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _places = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Values by key.</summary>
    public IReadOnlyDictionary<string, string?> Values => _values;

    /// <summary>By key: the place in the file and the key as it stands there, <c>stoa.yaml:3:5: audit.folder</c>, or the name of a variable.</summary>
    public IReadOnlyDictionary<string, string> Places => _places;

    /// <summary>Sets a value; one that was set before is no more.</summary>
    public void Set(string key, string value, string place) => (_values[key], _places[key]) = (value, place);
}
