using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>The parts of the document that tell of the caller, made once for each.</summary>
internal sealed class CallerDocument
{
    /// <summary>What is known of a subject beside its id; each where it is known.</summary>
    public static readonly string[] PropertyNames = ["issuer", "scheme", "schemes", "agent", "environment", "email", "credential_id", "scopes", "roles", "confirmation", "actors"];

    private static readonly RegoObjectShape SubjectShape = new("type", "id", "properties");
    private static readonly RegoObjectShape PropertiesShape = new(PropertyNames);
    private static readonly RegoObjectShape ActorShape = new("id", "issuer", "client");
    private static readonly RegoObjectShape AgentShape = new("id", "environment");

    private readonly Caller _caller;
    private RegoString? _tenant;
    private RegoObject? _agent;
    private string? _agentServer;
    private DecisionMemory? _decisions;

    private CallerDocument(Caller caller)
    {
        _caller = caller;
        Id = RegoString.Of(caller.Subject);
        Email = Text(caller.Email);
        Scopes = RegoArray.Of(caller.Scopes.Order(StringComparer.Ordinal).Select(scope => (RegoValue)RegoString.Of(scope)));
        Roles = RegoArray.Of(caller.Roles.Select(role => (RegoValue)RegoString.Of(role)));
        Subject = SubjectShape.Create("user", Id, PropertiesShape.Create(
            caller.Issuer, caller.Scheme, Schemes(caller), caller.Agent, Text(caller.Environment), Email, Text(caller.CredentialId), Scopes, Roles,
            Text(caller.Confirmation.NameOf()), Actors(caller)));
    }

    public RegoString Id { get; }

    public RegoValue? Email { get; }

    public RegoArray Scopes { get; }

    public RegoArray Roles { get; }

    public RegoObject Subject { get; }

    /// <summary>What was decided on the caller.</summary>
    public DecisionMemory Decisions => LazyInitializer.EnsureInitialized(ref _decisions, static () => new DecisionMemory());

    public static CallerDocument Of(Caller caller)
    {
        if (caller.PolicyView is CallerDocument known)
        {
            return known;
        }

        var document = new CallerDocument(caller);
        caller.PolicyView = document;
        return document;
    }

    /// <summary>The tenant's name. A caller has one tenant as a rule.</summary>
    public RegoString Tenant(string tenant)
    {
        var known = _tenant;
        return known is not null && known.Value == tenant ? known : _tenant = RegoString.Of(tenant);
    }

    /// <summary>The agent and the environment it runs in: its credential's, else the server's.</summary>
    public RegoObject Agent(string serverEnvironment)
    {
        var known = _agent;
        if (known is not null && ReferenceEquals(Volatile.Read(ref _agentServer), serverEnvironment))
        {
            return known;
        }

        // Where two servers share a caller the field of one may stand beside the agent of the other, so neither is kept for both.
        var agent = AgentShape.Create(_caller.Agent, string.IsNullOrEmpty(_caller.Environment) ? serverEnvironment : _caller.Environment);
        if (Interlocked.CompareExchange(ref _agentServer, serverEnvironment, null) is null)
        {
            _agent = agent;
        }

        return agent;
    }

    private static RegoArray Schemes(Caller caller) => RegoArray.Of(caller.Schemes.Select(scheme => (RegoValue)RegoString.Of(scheme)));

    // Absent where the caller acts for itself.
    private static RegoArray? Actors(Caller caller) => caller.Actors.Count == 0
        ? null
        : RegoArray.Of(caller.Actors.Select(actor => (RegoValue)ActorShape.Create(RegoString.Of(actor.Subject), Text(actor.Issuer), Text(actor.Client))));

    private static RegoString? Text(string? text) => string.IsNullOrEmpty(text) ? null : RegoString.Of(text);
}
