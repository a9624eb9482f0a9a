using System.Collections.Frozen;

namespace Stoa.Mcp.Governance.Resources.Tools;

/// <summary>The place of every argument of a tool: first what its mapping names, then the default place of its HTTP method.</summary>
internal sealed class ToolPlacement
{
    private readonly FrozenDictionary<string, ToolArgumentPlace> _places;

    private ToolPlacement(FrozenDictionary<string, ToolArgumentPlace> places, IReadOnlyList<string> twice, ToolArgumentPlace rest)
    {
        _places = places;
        Twice = twice;
        Rest = rest;
    }

    /// <summary>Arguments that path or mapping name.</summary>
    public IEnumerable<string> Named => _places.Keys;

    /// <summary>Arguments that have two places.</summary>
    public IReadOnlyList<string> Twice { get; }

    /// <summary>Where arguments go that are not named; none where the mapping lists those of that place.</summary>
    public ToolArgumentPlace Rest { get; }

    public ToolArgumentPlace Find(string argument) => _places.GetValueOrDefault(argument, Rest);

    public static ToolPlacement Of(ToolMapping mapping, string method, IReadOnlyList<string> placeholders)
    {
        (string Argument, ToolArgumentPlace Place)[] named =
        [
            .. placeholders.Select(placeholder => (mapping.Path.GetValueOrDefault(placeholder, placeholder), ToolArgumentPlace.Path)).Distinct(),
            .. (mapping.Query ?? []).Select(argument => (argument, ToolArgumentPlace.Query)),
            .. mapping.Headers.Values.Select(argument => (argument, ToolArgumentPlace.Header)).Distinct(),
            .. (mapping.Body ?? []).Select(argument => (argument, ToolArgumentPlace.Body)),
            .. mapping.BodyArgument is { } whole ? [(whole, ToolArgumentPlace.WholeBody)] : Array.Empty<(string, ToolArgumentPlace)>(),
        ];
        var groups = named.GroupBy(entry => entry.Argument, StringComparer.Ordinal).ToArray();
        return new ToolPlacement(
            groups.ToFrozenDictionary(group => group.Key, group => group.First().Place, StringComparer.Ordinal),
            [.. groups.Where(group => group.Count() > 1).Select(group => group.Key)],
            RestOf(mapping, method));
    }

    // A list says which: what it leaves out has no place there.
    private static ToolArgumentPlace RestOf(ToolMapping mapping, string method) => MethodRisk.TakesQuery(method)
        ? mapping.Query is null ? ToolArgumentPlace.Query : ToolArgumentPlace.None
        : mapping.Body is null && mapping.BodyArgument is null ? ToolArgumentPlace.Body : ToolArgumentPlace.None;
}
