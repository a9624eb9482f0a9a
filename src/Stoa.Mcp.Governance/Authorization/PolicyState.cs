using System.Collections.Concurrent;
using Stoa.Mcp.Governance.Resources;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>A policy over one declared state: what one decision, or one whole list, rests on. Immutable.</summary>
internal sealed class PolicyState(CompiledPolicy compiled, ResourceSnapshot resources)
{
    private const int MostRemembered = 10_000;

    private static long _last;

    private readonly ConcurrentDictionary<string, PolicyDecision> _allows = new(StringComparer.Ordinal);
    private PolicyDecision? _allow;

    /// <summary>No other state of this process has it.</summary>
    public long Number { get; } = Interlocked.Increment(ref _last);

    public CompiledPolicy Compiled { get; } = compiled;

    public ResourceSnapshot Resources { get; } = resources;

    /// <summary>The policy with the declared state as <c>data.stoa.tenants</c>.</summary>
    public RegoPolicy Policy { get; } = compiled.Policy.WithData(With(compiled.Policy.Data, "stoa", With(
        compiled.Policy.Data.Find("stoa") as RegoObject ?? RegoObject.Empty, "tenants", ResourceDocument.Of(resources))));

    /// <summary>The revisions of both.</summary>
    public string Revision { get; } = $"{compiled.Revision}+{resources.Revision}";

    /// <summary>A plain allow. Those of one rule are one object.</summary>
    public PolicyDecision AllowBy(RegoValue? matched)
    {
        if (matched is null)
        {
            return _allow ??= Allow([]);
        }

        if (matched is not RegoArray { Count: 1 } rules || rules[0] is not RegoString rule)
        {
            return Allow(PolicyValues.Texts(matched));
        }

        if (!_allows.TryGetValue(rule.Value, out var known))
        {
            known = Allow([rule.Value]);
            if (_allows.Count < MostRemembered)
            {
                _allows.TryAdd(rule.Value, known);
            }
        }

        return known;
    }

    private PolicyDecision Allow(IReadOnlyList<string> matched) => new() { Visible = true, Allowed = true, MatchedRules = matched, Revision = Revision };

    private static RegoObject With(RegoObject from, string key, RegoValue value) => RegoObject.Of(
        [.. from.Where(member => member.Key is not RegoString name || name.Value != key).Select(member => (member.Key, member.Value)), ((RegoValue)key, value)]);
}
