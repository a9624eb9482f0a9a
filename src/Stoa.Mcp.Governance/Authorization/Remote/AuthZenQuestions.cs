using System.Text.Json;
using Stoa.Mcp.Governance.Authorization.Remote.Coaz;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>Makes the questions for a decision point: by a tool's declared mapping, else by the default one.</summary>
internal sealed class AuthZenQuestions(AuthZenOptions options, CoazMappings mappings, string? resource)
{
    private readonly CoazDefaults _defaults = new(options.Mapping == AuthZenMapping.Coaz, resource);

    /// <summary>Whether the message passes without a question.</summary>
    public bool PassesThrough(string operation) => options.Mapping != AuthZenMapping.Document && CoazDefaults.PassesThrough(operation);

    /// <exception cref="PolicyFault">The call's mapping gives no question.</exception>
    public AuthZenQuestion Of(in PolicyInput input)
    {
        var see = options.AskVisibility ? MaySee(input) : null;
        if (options.Mapping != AuthZenMapping.Document && mappings.Find(input) is { } mapping)
        {
            var run = Mapped(mapping, input);
            var plain = mapping.ReadsArguments ? MappedPlain(mapping, input) : null;
            return new AuthZenQuestion(see, run, plain, IsOfArguments: mapping.ReadsArguments && plain is null);
        }

        var hasArguments = input.Arguments.ValueKind != JsonValueKind.Undefined && options.Mapping != AuthZenMapping.CoazAlone;
        return new AuthZenQuestion(see, [MayRun(input)], hasArguments ? [MayRun(input with { Arguments = default })] : null, IsOfArguments: false);
    }

    /// <summary>Whether the target may be seen: never by a declared mapping, which is of calls, and of their arguments.</summary>
    public RegoObject MaySee(in PolicyInput input) => Question(
        input with { Arguments = default }, RegoObject.Of(("name", options.SeeAction), ("properties", RegoObject.Of(("operation", input.Operation)))));

    private List<RegoObject> Mapped(CoazMapping mapping, in PolicyInput input)
    {
        var document = PolicyDocument.Build(input with { Arguments = default });
        List<RegoObject> run = [];
        foreach (var question in mapping.Resolve(CoazToken.Of(input.Caller), CoazToken.ParametersOf(input), input.Caller))
        {
            run.Add(_defaults.Anchored(question, document, input));
        }

        return run;
    }

    // A question that cannot be made without the arguments rests on them whatever is answered.
    private List<RegoObject>? MappedPlain(CoazMapping mapping, in PolicyInput input)
    {
        try
        {
            return Mapped(mapping, input with { Arguments = default });
        }
        catch (PolicyFault)
        {
            return null;
        }
    }

    private RegoObject MayRun(in PolicyInput input) => Question(input, null);

    private RegoObject Question(in PolicyInput input, RegoObject? action)
    {
        var document = PolicyDocument.Build(input);
        RegoValue done = action ?? document.Find("action")!;
        return options.Mapping == AuthZenMapping.Document
            ? RegoObject.Of(("subject", document.Find("subject")!), ("action", done), ("resource", document.Find("resource")!), ("context", document.Find("context")!))
            : _defaults.Question(document, done, input);
    }
}
