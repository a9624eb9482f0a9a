using System.Text.Json;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Authorization.Remote.Coaz;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Remote.Coaz;

public sealed class CoazMappingTests
{
    private const string Copy = """
        {"evaluations": {
          "subject": {"type": "identity", "id": "$token.sub", "properties": {"roles": "$token.?roles"}},
          "context": {"agent": "$token.?client_id"},
          "resource": {"type": "blob", "id": "$params.arguments.from"},
          "evaluations": [
            {"action": {"name": "read"}},
            {"action": {"name": "write"}, "resource": {"type": "blob", "id": "$params.arguments.to"}, "context": {"cost": "$$5", "tag": "$params.?arguments.tag"}}
          ]
        }}
        """;

    [Fact]
    public void Entries_TakeWhatStandsAboveThem_OrTheirOwn()
    {
        var questions = Resolve(Copy, """{"from": "/a", "to": "/b"}""");

        Assert.Equal(2, questions.Count);
        Assert.Equal("""{"action":{"name":"read"},"context":{"agent":"bot"},"resource":{"id":"/a","type":"blob"},"subject":{"id":"u","properties":{},"type":"identity"}}""", questions[0].ToJson());
        Assert.Equal("""{"action":{"name":"write"},"context":{"cost":"$5"},"resource":{"id":"/b","type":"blob"},"subject":{"id":"u","properties":{},"type":"identity"}}""", questions[1].ToJson());
    }

    [Theory]
    [InlineData("")]
    [InlineData(""" "subject": {}, """)]
    [InlineData(""" "subject": {"id": "$token.sub"}, """)]
    [InlineData(""" "subject": {"type": "$'identity'", "id": "$token['sub']"}, """)]
    [InlineData(""" "subject": "${'id': token.sub}", """)]
    public void Subject_IsTheCallers(string subject)
    {
        var question = Assert.Single(Resolve(One(subject), "{}"));

        Assert.Equal("""{"id":"u","type":"identity"}""", question.Find("subject")!.ToJson());
    }

    // The subject is the claim that authentication reads it from, though that is not 'sub'.
    [Fact]
    public void Subject_OfAnotherClaim_IsThatOfTheCaller()
    {
        var mapping = CoazMappingReader.Read(JsonElement.Parse(One(""" "subject": {"id": "$token.sub"}, """)));
        var caller = Given.Input("tools/call", Given.Tool("t")).Caller;

        var question = Assert.Single(mapping.Resolve(RegoObject.Of(("sub", "agent-7")), RegoObject.Of(("name", "t")), caller));

        Assert.Equal("u", ((RegoString)((RegoObject)question.Find("subject")!).Find("id")!).Value);
    }

    [Theory]
    [InlineData(""" "subject": {"id": "root"}, """)]
    [InlineData(""" "subject": {"id": "$params.arguments.as"}, """)]
    [InlineData(""" "subject": {"id": "$token.client_id"}, """)]
    [InlineData(""" "subject": {"id": null}, """)]
    [InlineData(""" "subject": "$params.arguments.whole", """)]
    [InlineData(""" "subject": "$params.arguments.more", """)]
    [InlineData(""" "subject": {"type": ""}, """)]
    [InlineData(""" "subject": {"properties": "$params.arguments.as"}, """)]
    public void Subject_ThatIsAnother_IsAFault(string subject) =>
        Assert.Throws<PolicyFault>(() => Resolve(One(subject), """{"as": "root", "whole": {"id": "root"}, "more": {"id": "u", "role": "admin"}}"""));

    [Theory]
    [InlineData("""{"type": "a", "id": "$params.arguments.missing"}""")]
    [InlineData("""{"type": "a", "id": "$params.arguments.?missing"}""")]
    [InlineData("""{"type": "a", "id": "$params.arguments.number"}""")]
    [InlineData("""{"type": "a", "id": "$params.arguments.none"}""")]
    [InlineData("""{"type": "a", "id": null}""")]
    [InlineData("""{"type": "a", "id": "$''"}""")]
    [InlineData("""{"type": "a", "id": ["x"]}""")]
    [InlineData("""{"type": "a"}""")]
    [InlineData("\"$params.arguments.number\"")]
    [InlineData("\"$params.arguments.?missing\"")]
    [InlineData("\"${'type': 'a', 'id': 'b', 'owner': 'c'}\"")]
    public void Resource_ThatIsNone_IsAFault(string resource) => Assert.Throws<PolicyFault>(() =>
        Resolve($$"""{"evaluation": {"action": {"name": "a"}, "resource": {{resource}} } }""", """{"number": 7, "none": null}"""));

    [Theory]
    [InlineData("null", "type Null")]
    [InlineData("[]", "type Array")]
    [InlineData("{}", "exactly one member")]
    [InlineData("""{"search": {}}""", "'search'")]
    [InlineData("""{"evaluation": {}, "evaluations": {}}""", "exactly one member")]
    [InlineData("""{"evaluation": {}, "evaluation": {}}""", "'evaluation' twice")]
    [InlineData("""{"evaluation": []}""", "type Array")]
    [InlineData("""{"evaluation": {"resource": {"type": "a", "id": "b"}}}""", "no action")]
    [InlineData("""{"evaluation": {"action": {"name": "a"}}}""", "no resource")]
    [InlineData("""{"evaluation": {"action": "a", "resource": {"type": "a", "id": "b"}}}""", "evaluation.action is of type String")]
    [InlineData("""{"evaluation": {"action": {"name": "a", "scope": "b"}, "resource": {"type": "a", "id": "b"}}}""", "evaluation.action has 'scope'")]
    [InlineData("""{"evaluation": {"action": {"name": "a"}, "resource": {"type": "a", "id": "b"}, "options": {}}}""", "'options'")]
    [InlineData("""{"evaluation": {"action": {"name": "a"}, "resource": {"type": "a", "id": "$request.id"}}}""", "evaluation.resource.id, '$request.id': position 1: 'request' is no variable")]
    [InlineData("""{"evaluation": {"action": {"name": "a"}, "resource": {"type": "a", "id": "b"}, "context": {"x": [{"y": "$params."}]}}}""", "evaluation.context.x[0].y")]
    [InlineData("""{"evaluation": {"action": {"name": "a"}, "resource": {"type": "a", "id": "b"}, "context": {"x": 1, "x": 2}}}""", "'x' twice")]
    [InlineData("""{"evaluations": {"action": {"name": "a"}, "resource": {"type": "a", "id": "b"}}}""", "no list of 1 to 32")]
    [InlineData("""{"evaluations": {"action": {"name": "a"}, "resource": {"type": "a", "id": "b"}, "evaluations": []}}""", "no list of 1 to 32")]
    [InlineData("""{"evaluations": {"action": {"name": "a"}, "resource": {"type": "a", "id": "b"}, "evaluations": [{"subject": {"id": "$token.sub"}}]}}""", "'subject'")]
    [InlineData("""{"evaluations": {"action": {"name": "a"}, "resource": {"type": "a", "id": "b"}, "evaluations": [{}], "options": {"evaluations_semantic": "permit_on_first_permit"}}}""", "'options'")]
    public void Mapping_ThatCannotBeUsed_IsRefusedWhenRead(string mapping, string reason)
    {
        var fault = Assert.Throws<PolicyFault>(() => CoazMappingReader.Read(JsonElement.Parse(mapping)));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2000, 1)]
    [InlineData(1, 40)]
    public void Size_IsBounded(int width, int depth)
    {
        var value = string.Concat(Enumerable.Repeat("[", depth)) + string.Join(',', Enumerable.Repeat("1", width)) + string.Concat(Enumerable.Repeat("]", depth));

        Assert.Throws<PolicyFault>(() => CoazMappingReader.Read(JsonElement.Parse(
            $$$"""{"evaluation": {"action": {"name": "a"}, "resource": {"type": "a", "id": "b"}, "context": {"x": {{{value}}} } } }""")));
    }

    // Arguments that stand in a question many times are charged each time.
    [Fact]
    public void Question_IsBounded()
    {
        var context = string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"x{i}\": \"$params.arguments\""));
        var mapping = $$$"""{"evaluation": {"action": {"name": "a"}, "resource": {"type": "a", "id": "b"}, "context": { {{{context}}} } } }""";

        var fault = Assert.Throws<PolicyFault>(() => Resolve(mapping, $$"""{"long": "{{new string('x', 100_000)}}"}"""));

        Assert.Contains("more than 100000 steps", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MappingOfThePage_IsRead()
    {
        var schema = Repository.Read("docs/policy-engines.md").Split("### Declared mappings")[1].Split("```json")[1].Split("```")[0];

        Assert.Equal(2, CoazMappingReader.Read(JsonElement.Parse(schema).GetProperty("x-authzen-mapping")).Questions.Count);
    }

    [Fact]
    public void ReadsArguments_IsOfExpressionsAlone()
    {
        Assert.False(CoazMappingReader.Read(JsonElement.Parse(One(""))).ReadsArguments);
        Assert.True(CoazMappingReader.Read(JsonElement.Parse(Copy)).ReadsArguments);
    }

    private static string One(string subject) => $$"""{"evaluation": { {{subject}} "action": {"name": "pay"}, "resource": {"type": "tool", "id": "$params.name" } } }""";

    private static IReadOnlyList<RegoObject> Resolve(string mapping, string arguments)
    {
        var caller = Given.Input("tools/call", Given.Tool("t")).Caller;
        var token = RegoObject.Of(("sub", "u"), ("client_id", "bot"));
        return CoazMappingReader.Read(JsonElement.Parse(mapping)).Resolve(token, RegoObject.Of(("name", "t"), ("arguments", RegoJson.Parse(arguments))), caller);
    }
}
