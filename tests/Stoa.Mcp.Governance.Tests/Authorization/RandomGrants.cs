using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Authorization;

/// <summary>Grants and inputs over a vocabulary so small that they meet often.</summary>
internal sealed class RandomGrants(int seed)
{
    private static readonly string[] Names = ["a", "ab", "abc", "b", "ba", "c", ""];
    private static readonly string[] Globs = ["a", "ab", "abc", "b", "ba", "c", "*", "a*", "*b", "?", "a?c", "?b*"];
    private static readonly string[] Spaces = ["a", "b"];
    private static readonly string[] Environments = ["dev", "prod"];
    private static readonly string[] Scopes = ["s1", "s2", "s3"];
    private static readonly string[] Tenants = ["acme", "acme", "acme", "globex", "closed", "unknown"];
    private static readonly ToolAccess[] Accesses = Enum.GetValues<ToolAccess>();
    private static readonly GovernedTargetKind[] Kinds = Enum.GetValues<GovernedTargetKind>();
    private static readonly string[] Operations =
    [
        "tools/call", "tools/list", "prompts/get", "resources/read", "completion/complete", "subscriptions/listen",
        "tasks/get", "tasks/other", "initialize", "ping", "a", "b", "abc",
    ];

    private readonly Random _random = new(seed);

    public ToolGrant[] Grants() => [.. Enumerable.Range(0, _random.Next(6)).Select(i => Grant($"g{i}"))];

    public PolicyInput Input() => Given.Input(
        One(Operations),
        new GovernedTarget(One(Kinds), One(Names)),
        new TargetMetadata
        {
            ToolNamespace = Maybe(One(Spaces)),
            Environment = Maybe(One(Environments)),
            Access = One(Accesses),
            Scopes = Some(Scopes, 4),
        },
        One(Tenants),
        Maybe(One(Environments)),
        One(Environments),
        Some(Scopes, 1));

    public T[] Shuffled<T>(T[] items)
    {
        var copy = (T[])items.Clone();
        _random.Shuffle(copy);
        return copy;
    }

    public int Next(int count) => _random.Next(count);

    private ToolGrant Grant(string name) => new()
    {
        Name = name,
        Tenant = _random.Next(5) == 0 ? "globex" : "acme",
        Tools = Given.Patterns(Some(Globs, 2)),
        ToolNamespaces = Given.Patterns(Some(Globs, 6)),
        Prompts = Given.Patterns(Some(Globs, 4)),
        Resources = Given.Patterns(Some(Globs, 4)),
        Operations = Given.Patterns(Some(Globs, 6)),
        Environments = Some(Environments, 3),
        AgentEnvironments = Some(Environments, 3),
        Access = Some(Accesses, 1),
        Scopes = Some(Scopes, 4),
        Source = $"{name}.yaml:1",
    };

    private T One<T>(T[] from) => from[_random.Next(from.Length)];

    private string? Maybe(string text) => _random.Next(2) == 0 ? text : null;

    /// <summary>Each of <paramref name="from"/> once in <c>oneIn + 1</c> times.</summary>
    private T[] Some<T>(T[] from, int oneIn) => [.. from.Where(_ => _random.Next(oneIn + 1) == 0)];
}
