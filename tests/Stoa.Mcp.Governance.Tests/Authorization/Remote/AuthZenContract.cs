using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>The contract against a double of an AuthZEN decision point that decides by the same rules.</summary>
public abstract class AuthZenContract : RemotePolicyContract
{
    private protected override string Section => "AuthZen";

    private protected override RegoObject? AnswerOf(RegoPolicy policy, string path, RegoObject question) => AuthZenDouble.AnswerOf(policy, question);
}
