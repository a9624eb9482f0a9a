using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public class JsonPatchTests
{
    [Theory]
    [InlineData("""{"foo":["all","grass","cows","eat"]}""", """[{"op":"move","from":"/foo/1","path":"/foo/3"}]""", """{"foo":["all","cows","eat","grass"]}""")]
    [InlineData("""{"/":9,"~1":10}""", """[{"op":"test","path":"/~01","value":10}]""", """{"/":9,"~1":10}""")]
    [InlineData("[1,2,[3]]", """[{"op":"add","path":"/2/-","value":4},{"op":"replace","path":"/0","value":0},{"op":"remove","path":"/1"}]""", "[0,[3,4]]")]
    [InlineData("""{"foo":1}""", """[{"op":"add","path":"","value":[]}]""", "[]")]
    [InlineData("""{"foo":1}""", """[{"op":"move","from":"/foo","path":"/foo"}]""", """{"foo":1}""")]
    [InlineData("""{"foo":1}""", """[{"op":"copy","from":"","path":"/all"}]""", """{"foo":1,"all":{"foo":1}}""")]
    [InlineData("""{"":1}""", """[{"op":"test","path":"/","value":1}]""", """{"":1}""")]
    public void Patch_ThatApplies(string document, string patch, string expected) =>
        Assert.Equal(Json(expected), Result("json.patch", Json(document), Json(patch)));

    [Theory]
    [InlineData("""{"foo":1}""", """[{"op":"add","path":"/a/b","value":1}]""")]
    [InlineData("[1,2]", """[{"op":"add","path":"/3","value":1}]""")]
    [InlineData("[1,2]", """[{"op":"remove","path":"/-"}]""")]
    [InlineData("[1,2]", """[{"op":"remove","path":"/01"}]""")]
    [InlineData("[1,2]", """[{"op":"replace","path":"/1e0","value":1}]""")]
    [InlineData("[1,2]", """[{"op":"test","path":"/0","value":"1"}]""")]
    [InlineData("[1,2]", """[{"op":"spam","path":"/0","value":"1"}]""")]
    [InlineData("[1,2]", """[{"op":"add","path":"/-"}]""")]
    [InlineData("[1,2]", """[{"op":"add","path":null,"value":1}]""")]
    [InlineData("[1,2]", """[1]""")]
    [InlineData("1", """[{"op":"add","path":"/a","value":1}]""")]
    public void Patch_ThatDoesNotApply_IsUndefined(string document, string patch) => Assert.Null(Result("json.patch", Json(document), Json(patch)));

    [Fact]
    public void Patch_OfSets_FollowsTheirItems()
    {
        var document = RegoSet.Of(RegoArray.Of(1L), "a");
        var patch = RegoArray.Of(
            RegoObject.Of(("op", "add"), ("path", RegoArray.Of(RegoArray.Of(1L), 1L)), ("value", 2L)),
            RegoObject.Of(("op", "remove"), ("path", "a")),
            RegoObject.Of(("op", "add"), ("path", "b"), ("value", "b")));

        Assert.Equal(RegoSet.Of(RegoArray.Of(1L, 2L), "b"), Result("json.patch", document, patch));
        Assert.Null(Result("json.patch", document, Json("""[{"op":"add","path":"c","value":"d"}]""")));
    }

    [Fact]
    public void Patch_ThatDoublesTheDocument_CountsIt()
    {
        var copies = Enumerable.Range(0, 60).Select(i => RegoObject.Of(("op", "copy"), ("from", ""), ("path", $"/{i}")));

        Assert.Throws<OperationCanceledException>(() => Result("json.patch", Json("""{"a":1}"""), RegoArray.Of(copies)));
    }
}
