using Stoa.Mcp.Governance.Authorization;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote;

/// <summary>The contract, with questions made of the policy document as it is.</summary>
public sealed class AuthZenDocumentTests : AuthZenContract
{
    private protected override (string Key, string Value)[] Settings => [("Mapping", "Document")];

    [Fact]
    public async Task Question_IsOfTheDocument()
    {
        await (await DoubleAsync("allow := true\nvisible := true")).DecideAsync(Call);

        var question = (RegoObject)((RegoArray)Assert.Single(Server.Seen).Body.Find("evaluations")!)[1];
        var document = PolicyDocument.Build(Call);
        Assert.All(["subject", "action", "resource", "context"], part => Assert.Equal(document.Find(part)!.ToJson(), question.Find(part)!.ToJson()));
    }

    [Fact]
    public async Task Pings_AreAsked()
    {
        var engine = await DoubleAsync("allow := false\nvisible := true");

        Assert.False((await engine.DecideAsync(Call with { Operation = "ping", Arguments = default })).Allowed);
        Assert.Equal(1, Server.Requests);
    }
}
