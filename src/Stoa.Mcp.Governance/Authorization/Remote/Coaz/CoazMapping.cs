using Stoa.Mcp.Governance.Authorization.Remote.Coaz.Cel;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>
/// A declared mapping of a tool (COAZ-MCP, "Declared Mappings"). Every question is about the caller that was verified: a mapping may shape the subject,
/// and may not say who it is.
/// </summary>
/// <param name="Subject">The subject, but for an id that is the token's own subject; null where the mapping has none.</param>
/// <param name="Questions">What is asked: one for <c>evaluation</c>, one an entry for <c>evaluations</c>, each with what stands above them all.</param>
/// <param name="ReadsArguments">Whether it reads the arguments.</param>
internal sealed record CoazMapping(CoazTemplate? Subject, IReadOnlyList<CoazQuestion> Questions, bool ReadsArguments)
{
    /// <summary>The questions of one call.</summary>
    /// <exception cref="PolicyFault">They cannot be made: an expression fails, a value is missing or of the wrong type, or the subject is another one.</exception>
    public IReadOnlyList<RegoObject> Resolve(RegoObject token, RegoObject parameters, Caller caller)
    {
        var scope = new CelScope(token, parameters);
        var subject = SubjectOf(scope, caller);
        return [.. Questions.Select(question => question.Resolve(scope, subject))];
    }

    // Verified, not set: a mapping that names another subject is told, and not quietly read otherwise.
    private RegoObject SubjectOf(CelScope scope, Caller caller)
    {
        var shaped = Subject?.Resolve(scope);
        var given = shaped switch
        {
            null => RegoObject.Empty,
            RegoObject members => members,
            _ => throw new PolicyFault($"The authorization mapping's subject is of type {shaped.TypeName}; allowed: an object."),
        };
        if (given.Find("id") is { } id && !(id is RegoString text && text.Value == caller.Subject))
        {
            throw new PolicyFault("The authorization mapping's subject.id is not the caller's verified subject; use $token.sub, or leave it out.");
        }

        List<(RegoValue, RegoValue)> subject = [("type", given.Find("type") ?? "identity"), ("id", caller.Subject)];
        if (given.Find("properties") is { } properties)
        {
            subject.Add(("properties", properties));
        }

        CoazEntity.CheckNames("subject", given, CoazEntity.OfSubject);
        return CoazEntity.Check("subject", RegoObject.Of([.. subject]), CoazEntity.OfSubject);
    }
}
