using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public sealed class CollectionBuiltinsTests
{
    private static readonly RegoValue Graph = Json("""{"a": ["b", "c"], "b": ["c"], "c": [], "d": ["d"], "e": ["x"]}""");

    [Theory]
    [InlineData("count", "\"a😀\"", "2")]
    [InlineData("count", """{"a": 1}""", "1")]
    [InlineData("sum", "[1, 2.5, 10]", "13.5")]
    [InlineData("sum", "[1, 9223372036854775807]", "9223372036854775808")]
    [InlineData("product", "[2, 3, 4]", "24")]
    [InlineData("product", "[]", "1")]
    [InlineData("max", """[1, "a", null]""", "\"a\"")]
    [InlineData("min", """[1, "a", null]""", "null")]
    [InlineData("sort", """[2, "a", 1, null]""", """[null, 1, 2, "a"]""")]
    [InlineData("any", "[false, true]", "true")]
    [InlineData("all", "[true, 1]", "false")]
    [InlineData("all", "[]", "true")]
    [InlineData("array.reverse", "[1, 2]", "[2, 1]")]
    [InlineData("array.flatten", "[1, [2, [3]], []]", "[1, 2, [3]]")]
    public void Aggregates(string name, string collection, string expected) => Assert.Equal(Json(expected), Result(name, Json(collection)));

    [Theory]
    [InlineData("max")]
    [InlineData("min")]
    public void Extremes_OfNothing_AreUndefined(string name) => Assert.Null(Result(name, RegoArray.Empty));

    [Fact]
    public void Sum_OfOtherItems_Fails() => Assert.Equal(
        ("eval_type_error", "operand 1 must be set of numbers but got set containing string"), Failure("sum", RegoSet.Of(1, "a")));

    [Theory]
    [InlineData(1, 3, "[2, 3]")]
    [InlineData(-1, 2, "[1, 2]")]
    [InlineData(3, 9, "[4, 5]")]
    [InlineData(4, 1, "[]")]
    public void Slice_StaysInRange(int start, int stop, string expected) =>
        Assert.Equal(Json(expected), Result("array.slice", Json("[1, 2, 3, 4, 5]"), start, stop));

    [Fact]
    public void Sets_Combine()
    {
        var (left, right) = (RegoSet.Of(1, 2, 3), RegoSet.Of(2, 3, 4));
        Assert.Equal(RegoSet.Of(2, 3), Result("and", left, right));
        Assert.Equal(RegoSet.Of(1, 2, 3, 4), Result("or", left, right));
        Assert.Equal(RegoSet.Of(2, 3), Result("intersection", RegoSet.Of(left, right)));
        Assert.Equal(RegoSet.Of(1, 2, 3, 4), Result("union", RegoSet.Of(left, right)));
        Assert.Equal(RegoSet.Empty, Result("intersection", RegoSet.Empty));
        Assert.Equal(("eval_type_error", "operand 1 must be set but got number"), Failure("union", RegoSet.Of([1])));
    }

    [Fact]
    public void Member_LooksAtValues()
    {
        Assert.Equal(true, Result("internal.member_2", 1, Json("""{"a": 1}""")));
        Assert.Equal(false, Result("internal.member_2", "a", Json("""{"a": 1}""")));
        Assert.Equal(false, Result("internal.member_2", "a", "a"));
        Assert.Equal(true, Result("internal.member_3", 1, "b", Json("""["a", "b"]""")));
        Assert.Equal(true, Result("internal.member_3", 1, 1, RegoSet.Of([1])));
        Assert.Equal(false, Result("internal.member_3", 1, 2, RegoSet.Of([1])));
    }

    [Theory]
    [InlineData("\"a\"", "{\"b\": [{\"c\": 1}]}")]
    [InlineData("""["a", "b", 0, "c"]""", "1")]
    [InlineData("""["a", "x"]""", "\"none\"")]
    [InlineData("""["a", "b", 0, "c", "d"]""", "\"none\"")]
    [InlineData("[]", """{"a": {"b": [{"c": 1}]}}""")]
    public void Get_FollowsPaths(string path, string expected) =>
        Assert.Equal(Json(expected), Result("object.get", Json("""{"a": {"b": [{"c": 1}]}}"""), Json(path), "none"));

    [Theory]
    [InlineData("object.filter", """["a", "x"]""", """{"a": 1}""")]
    [InlineData("object.filter", """{"b": 0}""", """{"b": 2}""")]
    [InlineData("object.remove", """["a", "x"]""", """{"b": 2}""")]
    public void Selection_TakesKeysFromAnyCollection(string name, string keys, string expected) =>
        Assert.Equal(Json(expected), Result(name, Json("""{"a": 1, "b": 2}"""), Json(keys)));

    [Theory]
    [InlineData("""{"a": {"b": 1}, "c": 1}""", """{"a": {"d": 2}, "c": {"e": 1}}""", """{"a": {"b": 1, "d": 2}, "c": {"e": 1}}""")]
    [InlineData("""{"a": {"b": 1}}""", """{"a": 4}""", """{"a": 4}""")]
    public void Union_MergesObjects(string earlier, string later, string expected)
    {
        Assert.Equal(Json(expected), Result("object.union", Json(earlier), Json(later)));
        Assert.Equal(Json(expected), Result("object.union_n", Json($"[{earlier}, {later}]")));
    }

    [Fact]
    public void UnionN_ForgetsWhatWasReplaced() =>
        Assert.Equal(Json("""{"a": {"c": 3}}"""), Result("object.union_n", Json("""[{"a": {"b": 2}}, {"a": 4}, {"a": {"c": 3}}]""")));

    [Fact]
    public void UnionN_OfOtherItems_Fails() => Assert.Equal(
        ("eval_type_error", "operand 1 must be array of objects but got array containing string"), Failure("object.union_n", Json("""[{}, "a"]""")));

    [Theory]
    [InlineData("""{"a": {"x": 1, "y": [1, 2, 3]}, "b": 2}""", """{"a": {"y": [2, 3]}}""", true)]
    [InlineData("""{"a": 1}""", """{"a": 2}""", false)]
    [InlineData("[1, 1, 2, 1, 1, 3]", "[1, 1, 3]", true)]
    [InlineData("[1, 2, 3]", "[1, 3]", false)]
    [InlineData("[]", "[]", true)]
    public void Subset_LooksInto(string super, string sub, bool expected) => Assert.Equal(expected, Result("object.subset", Json(super), Json(sub)));

    [Fact]
    public void Subset_OfArrayAndSet_IgnoresOrder()
    {
        Assert.Equal(true, Result("object.subset", Json("[1, 2, 3]"), RegoSet.Of(3, 1)));
        Assert.Equal(("eval_type_error", "both arguments object.subset must be of the same type or array and set"), Failure("object.subset", RegoSet.Empty, RegoArray.Empty));
    }

    [Fact]
    public void Reachable_LeavesTheGraphOut() =>
        Assert.Equal(RegoSet.Of("a", "b", "c", "e"), Result("graph.reachable", Graph, Json("""["a", "e", "nowhere"]""")));

    [Theory]
    [InlineData("""["a"]""", """[["a", "b", "c"], ["a", "c"]]""")]
    [InlineData("""["c"]""", """[["c"]]""")]
    [InlineData("""["e"]""", """[["e"]]""")]
    [InlineData("""["nowhere"]""", "[]")]
    public void ReachablePaths_EndWhereNothingFollows(string initial, string expected) =>
        Assert.Equal(RegoSet.Of(((RegoArray)Json(expected)).AsEnumerable()), Result("graph.reachable_paths", Graph, Json(initial)));

    [Fact]
    public void ReachablePaths_OfLongChains_DoNotOverflow()
    {
        var members = Enumerable.Range(0, 20_000).Select(i => ((RegoValue)RegoNumber.Of(i), (RegoValue)RegoArray.Of([RegoNumber.Of(i + 1)]))).ToArray();
        Assert.Single((RegoSet)Result("graph.reachable_paths", RegoObject.Of(members), Json("[0]"))!);
    }
}
