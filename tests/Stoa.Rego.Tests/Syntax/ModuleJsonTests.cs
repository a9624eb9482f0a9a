using Stoa.Rego.Syntax;

namespace Stoa.Rego.Tests.Syntax;

public sealed class ModuleJsonTests
{
    private const string Source = """
        # top
        package a.b

        import data.c as d

        default allow := false

        allow if {
            some x in input.xs
            not x == null
            f(x, _) with input.y as {1, 0}
        } else := 2 if true

        p[x] := y if [x, y] = [1, 2]
        """;

    [Fact]
    public void Of_GivesTheTreeOfTheModule()
    {
        var json = ModuleJson.Of(RegoParser.ParseModule("m.rego", Source));
        Assert.Equal("data,a,b", string.Join(',', Items(Get(json, "package", "path")).Select(part => Text(Get(part, "value")))));
        Assert.Equal("""{"alias":"d","path":{"type":"ref","value":[{"type":"var","value":"data"},{"type":"string","value":"c"}]}}""", Get(json, "imports", 0).ToJson());
        Assert.Equal("""{"Location":{"col":1,"file":"m.rego","row":1},"Text":"IHRvcA=="}""", Get(json, "comments", 0).ToJson());
        Assert.Equal(
            """{"body":[{"index":0,"terms":{"type":"boolean","value":true}}],"default":true,"head":{"assign":true,"name":"allow","ref":[{"type":"var","value":"allow"}],"value":{"type":"boolean","value":false}}}""",
            Get(json, "rules", 0).ToJson());
        Assert.Equal("true", Get(json, "rules", 1, "body", 1, "negated").ToJson());
        Assert.Equal("equal", Text(Get(json, "rules", 1, "body", 1, "terms", 0, "value", 0, "value")));
        Assert.Equal("{}", Get(json, "rules", 1, "body", 1, "terms", 2, "value").ToJson());
        Assert.Equal("member_2", Text(Get(json, "rules", 1, "body", 0, "terms", "symbols", 0, "value", 0, "value", 1, "value")));
        Assert.Equal("input", Text(Get(json, "rules", 1, "body", 2, "with", 0, "target", "value", 0, "value")));
        Assert.Equal("""[{"type":"number","value":0},{"type":"number","value":1}]""", Get(json, "rules", 1, "body", 2, "with", 0, "value", "value").ToJson());
        Assert.Equal("2", Get(json, "rules", 1, "else", "head", "value", "value").ToJson());
        Assert.Equal("""{"type":"var","value":"x"}""", Get(json, "rules", 2, "head", "key").ToJson());
        Assert.Equal("eq", Text(Get(json, "rules", 2, "body", 0, "terms", 0, "value", 0, "value")));
    }

    [Fact]
    public void Of_AnEmptyModule_HasOnlyThePackage() =>
        Assert.Equal("""{"package":{"path":[{"type":"var","value":"data"},{"type":"string","value":"p"}]}}""", ModuleJson.Of(RegoParser.ParseModule("m", "package p")).ToJson());

    private static RegoValue Get(RegoValue value, params object[] path)
    {
        foreach (var step in path)
        {
            value = step is int index ? ((RegoArray)value)[index] : ((RegoObject)value).Find((string)step)!;
        }

        return value;
    }

    private static IEnumerable<RegoValue> Items(RegoValue value) => (RegoArray)value;

    private static string Text(RegoValue value) => ((RegoString)value).Value;
}
