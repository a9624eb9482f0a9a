using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>What an AuthZEN decision point says that decides by a policy in Rego.</summary>
internal static class AuthZenDouble
{
    public static RegoObject? AnswerOf(RegoPolicy policy, RegoObject question)
    {
        try
        {
            return question.Find("evaluations") is RegoArray questions
                ? RegoObject.Of(("evaluations", RegoArray.Of(questions.Select(one => (RegoValue)DecisionOf(policy, (RegoObject)one)))))
                : DecisionOf(policy, question);
        }
        catch (Exception error) when (error is RegoException or InvalidOperationException)
        {
            return null;
        }
    }

    private static RegoObject DecisionOf(RegoPolicy policy, RegoObject question)
    {
        if (((RegoObject)question.Find("action")!).Find("name") is RegoString { Value: "see" })
        {
            return RegoObject.Of(("decision", RemotePolicyContract.Evaluate(policy, "data.stoa.authz.visible", question) ?? RegoBoolean.False));
        }

        var package = (RegoObject)RemotePolicyContract.Evaluate(policy, "data.stoa.authz", question)!;
        RegoValue[] denials = package.Find("deny") switch
        {
            null => [],
            RegoSet set => [.. set],
            RegoArray array => [.. array],
            _ => throw new InvalidOperationException("deny is no set"),
        };
        var allow = package.Find("allow") ?? RegoBoolean.False;
        RegoValue[] names = ["missing_scopes", "required_scopes", "obligations"];
        var context = RegoObject.Of(
            [.. names.Where(name => package.Find(name) is not null).Select(name => (name, package.Find(name)!)), ((RegoValue)"reason_admin", (RegoValue)RegoArray.Of(denials))]);
        return RegoObject.Of(("decision", denials.Length > 0 ? RegoBoolean.False : allow), ("context", context));
    }
}
