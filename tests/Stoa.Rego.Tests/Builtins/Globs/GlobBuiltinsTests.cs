using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public sealed class GlobBuiltinsTests
{
    [Theory]
    [InlineData("*.github.com", """["."]""", "api.github.com", true)]
    [InlineData("*.github.com", """["."]""", "a.b.github.com", false)]
    [InlineData("api.**.com", """["."]""", "api.cdn.github.com", true)]
    [InlineData("*", "[]", "foo.bar", false)]
    [InlineData("*", "null", "foo.bar", true)]
    [InlineData("?at", """["f"]""", "fat", false)]
    [InlineData("[abc]at", "[]", "cat", true)]
    [InlineData("[!a-c]at", "[]", "fat", true)]
    [InlineData("[!a-c]at", "[]", "bat", false)]
    [InlineData("[ab-]at", "[]", "-at", true)]
    [InlineData("{cat,bat,[fr]at}", "[]", "rat", true)]
    [InlineData("{cat,bat,[fr]at}", "[]", "at", false)]
    [InlineData("{a,{b,c}}*", "[]", "cx", true)]
    [InlineData("a,b}", "[]", "a,b}", true)]
    [InlineData(@"\*.com", "[]", "*.com", true)]
    [InlineData(@"\*.com", "[]", "x.com", false)]
    [InlineData("?", "[]", "😀", true)]
    [InlineData("[😀-😂]", "[]", "😁", true)]
    [InlineData("a\nb*", "[]", "a\nb\nc", true)]
    [InlineData("", "[]", "", true)]
    public void Match_KeepsToSeparators(string glob, string separators, string text, bool expected) =>
        Assert.Equal(expected, Result("glob.match", glob, Json(separators), text));

    [Theory]
    [InlineData("[", "unexpected end of input")]
    [InlineData("[]", "could not parse range")]
    [InlineData("[a-cx]", "expected close range character")]
    [InlineData("[z-a]", "hi character 'a' should be greater than lo 'z'")]
    public void Match_OfBrokenGlobs_Fails(string glob, string message) =>
        Assert.Equal(("eval_builtin_error", message), Failure("glob.match", glob, RegoArray.Empty, "a"));

    [Theory]
    [InlineData("[1]", "operand 2 must be array of strings but got array containing number")]
    [InlineData("""["ab"]""", "operand 2 must be array of runes but got array containing string")]
    public void Match_WithWrongSeparators_Fails(string separators, string message) =>
        Assert.Equal(("eval_type_error", message), Failure("glob.match", "*", Json(separators), "a"));

    [Fact]
    public void Match_OfManyStars_IsLinear() =>
        Assert.Equal(false, Result("glob.match", string.Concat(Enumerable.Repeat("*a", 100)) + "b", RegoNull.Instance, new string('a', 5000)));

    [Fact]
    public void QuoteMeta_IsMatchedAsItIs()
    {
        const string text = @"*.git[h]ub{.com}?\";
        Assert.Equal(@"\*.git\[h\]ub\{.com\}\?\\", Result("glob.quote_meta", text));
        Assert.Equal(true, Result("glob.match", Result("glob.quote_meta", text)!, RegoArray.Empty, text));
    }
}
