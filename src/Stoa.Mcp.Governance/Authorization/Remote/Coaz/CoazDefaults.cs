using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>
/// The default mapping of every method (COAZ-MCP, "Default Mappings"): who stands behind the token, the method, and what it addresses by the binding's
/// words. With facts, what the policy document knows besides stands beside them.
/// </summary>
/// <param name="withFacts">Whether it does.</param>
/// <param name="resource">This server's own resource identifier (RFC 8707), where it is configured.</param>
internal sealed class CoazDefaults(bool withFacts, string? resource)
{
    /// <summary>Members of the context that are always the engine's own.</summary>
    private static readonly string[] Facts = ["time", "server", "environment", "tenant", "transport", "untrusted"];

    /// <summary>Whether the binding lets the method pass without a question ("Pass-through Operations").</summary>
    public static bool PassesThrough(string operation) => operation == "ping" || operation.StartsWith("notifications/", StringComparison.Ordinal);

    /// <param name="document">The policy document.</param>
    /// <param name="action">What is done.</param>
    /// <param name="input">What it is made of.</param>
    public RegoObject Question(RegoObject document, RegoValue action, in PolicyInput input)
    {
        var (subject, target) = ((RegoObject)document.Find("subject")!, (RegoObject)document.Find("resource")!);
        return RegoObject.Of(
            ("subject", Entity("identity", subject.Find("id")!, subject)),
            ("action", action),
            ("resource", Resource(target, input)),
            ("context", WithFacts(Arguments(document), document, input)));
    }

    /// <summary>
    /// A question of a declared mapping. What only the engine can vouch for is substituted (COAZ Framework, "Trust-Anchored Fields"): a policy reads the
    /// same tenant, scopes and roles whichever mapping applies.
    /// </summary>
    public RegoObject Anchored(RegoObject question, RegoObject document, in PolicyInput input)
    {
        if (!withFacts)
        {
            return question;
        }

        var (subject, own) = ((RegoObject)question.Find("subject")!, (RegoObject)((RegoObject)document.Find("subject")!).Find("properties")!);
        var properties = Merged(Without(subject.Find("properties") as RegoObject ?? RegoObject.Empty, CallerDocument.PropertyNames), own);
        return Merged(question, RegoObject.Of(
            ("subject", Merged(subject, RegoObject.Of(("properties", properties)))),
            ("context", WithFacts((RegoObject)question.Find("context")!, document, input))));
    }

    private RegoObject Resource(RegoObject target, in PolicyInput input) => (target.Find("type") as RegoString)!.Value switch
    {
        "server" => Entity("mcp_server", ServerId(input), target),
        "resource_template" => Entity("resource", target.Find("id")!, target),
        var word => Entity(word, target.Find("id")!, target),
    };

    private RegoObject Entity(string type, RegoValue id, RegoObject from) =>
        withFacts ? RegoObject.Of(("type", type), ("id", id), ("properties", from.Find("properties")!)) : RegoObject.Of(("type", type), ("id", id));

    // An audience of several names none of them as this server; guessing could let a policy for another server decide.
    private RegoValue ServerId(in PolicyInput input) => (resource is null ? CoazToken.AudienceOf(input.Caller) : resource) switch
    {
        null => input.Server,
        RegoString { Value.Length: > 0 } one => one,
        RegoArray { Count: 1 } list when list[0] is RegoString one => one,
        _ => throw new PolicyFault("The token's aud does not name this server alone, and Stoa:Authentication:Resource:Resource is not set."),
    };

    private RegoObject Arguments(RegoObject document) =>
        withFacts && ((RegoObject)document.Find("context")!).Find("arguments") is { } arguments ? RegoObject.Of(("arguments", arguments)) : RegoObject.Empty;

    private RegoObject WithFacts(RegoObject context, RegoObject document, in PolicyInput input)
    {
        var agent = RegoObject.Of(("agent", input.Caller.Agent));
        if (!withFacts)
        {
            return Merged(context, agent);
        }

        var own = (RegoObject)document.Find("context")!;
        var known = Facts.Select(name => (Name: name, Value: own.Find(name))).Where(fact => fact.Value is not null);
        var facts = RegoObject.Of([.. known.Select(fact => ((RegoValue)fact.Name, fact.Value!)), ("agent_environment", ((RegoObject)own.Find("agent")!).Find("environment")!)]);
        return Merged(Merged(context, facts), agent);
    }

    // Also what the caller has none of: an address in its place would pass for one that was verified.
    private static RegoObject Without(RegoObject members, IReadOnlyList<string> names) =>
        RegoObject.Of([.. members.Where(member => !names.Contains(((RegoString)member.Key).Value)).Select(member => (member.Key, member.Value))]);

    private static RegoObject Merged(RegoObject below, RegoObject above) => RegoObject.Of(
        [.. below.Where(member => above.Find(member.Key) is null).Concat(above).Select(member => (member.Key, member.Value))]);
}
