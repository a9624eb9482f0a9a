using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization;

/// <summary>
/// The document that policies see as <c>input</c>: in the shape of the AuthZEN Authorization API 1.0 (section 5), with aliases that read well in
/// rules, and the flat fields of policies written for STOA. <c>docs/policy-input.md</c> describes each field.
/// </summary>
public static class PolicyDocument
{
    private const int MostActions = 256;

    private static readonly RegoObjectShape Shape = new(
        "subject", "action", "resource", "context", "operation", "tenant", "agent", "tool", "scopes", "roles", "user_id", "user_email", "tenant_id", "tool_name");

    private static readonly RegoObjectShape ContextShape = new("time", "server", "environment", "tenant", "agent", "transport", "untrusted", "arguments");
    private static readonly RegoObjectShape TransportShape = new("kind", "protocol_version", "remote_address", "request_bytes");
    private static readonly RegoObjectShape UntrustedShape = new("client_name", "client_version");
    private static readonly RegoObjectShape ActionShape = new("name");
    private static readonly ConcurrentDictionary<string, RegoObject> Actions = new(StringComparer.Ordinal);

    /// <summary>The document of an input.</summary>
    /// <param name="input">What is asked.</param>
    /// <param name="actionAsText">Whether <c>action</c> is STOA's word (<c>read</c>, <c>write</c>, …) instead of AuthZEN's object.</param>
    public static RegoObject Build(in PolicyInput input, bool actionAsText = false) => Build(input, actionAsText, PolicyDocumentParts.All);

    /// <summary>The same document as JSON in UTF-8.</summary>
    public static byte[] ToJson(in PolicyInput input, bool actionAsText = false) => Encoding.UTF8.GetBytes(Build(input, actionAsText).ToJson());

    /// <summary>The document without the parts that no rule reads.</summary>
    internal static RegoObject Build(in PolicyInput input, bool actionAsText, PolicyDocumentParts parts)
    {
        var caller = CallerDocument.Of(input.Caller);
        var target = TargetDocument.Of(input);
        var action = ActionOf(input.Operation);
        var tenant = caller.Tenant(input.Tenant);
        var agent = caller.Agent(input.ServerEnvironment);
        var arguments = (parts & PolicyDocumentParts.Arguments) == 0 || input.Arguments.ValueKind == JsonValueKind.Undefined
            ? null
            : RegoJson.From(input.Arguments);
        var context = (parts & PolicyDocumentParts.Context) == 0 ? null : ContextOf(input, tenant, agent, arguments);
        return Shape.Create(
            caller.Subject,
            actionAsText ? target.Access : action,
            target.Resource,
            context,
            action.Find("name"),
            tenant,
            agent,
            target.Tool(arguments),
            caller.Scopes,
            caller.Roles,
            caller.Id,
            caller.Email,
            tenant,
            target.ToolName);
    }

    private static RegoObject ContextOf(in PolicyInput input, RegoValue tenant, RegoValue agent, RegoValue? arguments)
    {
        var facts = input.Transport;
        return ContextShape.Create(
            input.Now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            input.Server,
            input.ServerEnvironment,
            tenant,
            agent,
            TransportShape.Create(facts.Kind, Text(facts.ProtocolVersion), Text(facts.RemoteAddress), facts.RequestBytes),
            UntrustedShape.Create(Text(facts.ClientName), Text(facts.ClientVersion)),
            arguments);
    }

    // Methods come from clients: only so many are remembered.
    private static RegoObject ActionOf(string operation)
    {
        if (Actions.TryGetValue(operation, out var known))
        {
            return known;
        }

        var action = ActionShape.Create(operation);
        if (Actions.Count < MostActions)
        {
            Actions.TryAdd(operation, action);
        }

        return action;
    }

    private static RegoString? Text(string? text) => text is null ? null : RegoString.Of(text);
}
