using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public sealed class StringBuiltinsTests
{
    [Theory]
    [InlineData("contains", "abcdefgh", "defg", true)]
    [InlineData("contains", "abcdefgh", "", true)]
    [InlineData("startswith", "abc", "ab", true)]
    [InlineData("endswith", "abc", "ab", false)]
    public void Tests_AreOrdinal(string name, string text, string part, bool expected) => Assert.Equal(expected, Result(name, text, part));

    [Theory]
    [InlineData("μx", "x", 1)]
    [InlineData("🍧🍨🧁🍰🍮", "🍮", 4)]
    [InlineData("abc", "d", -1)]
    public void IndexOf_CountsCodePoints(string text, string part, int expected) => Assert.Equal(expected, Result("indexof", text, part));

    [Theory]
    [InlineData("aaa", "aa", "[0, 1]")]
    [InlineData("😇😀😇😀", "😀", "[1, 3]")]
    [InlineData("abc", "x", "[]")]
    public void IndexOfN_MayOverlap(string text, string part, string expected) => Assert.Equal(Json(expected), Result("indexof_n", text, part));

    [Theory]
    [InlineData("indexof")]
    [InlineData("indexof_n")]
    public void IndexOf_OfNothing_Fails(string name) => Assert.Equal(("eval_builtin_error", "empty search character"), Failure(name, "a", ""));

    [Theory]
    [InlineData("11111", "11", 2)]
    [InlineData("😀😀", "", 3)]
    public void Count_DoesNotOverlap(string text, string part, int expected) => Assert.Equal(expected, Result("strings.count", text, part));

    [Fact]
    public void Search_ForLongParts_IsLinear()
    {
        var text = new string('a', 200_000);
        Assert.Equal(-1, Result("indexof", text, new string('a', 100_000) + "b"));
        Assert.Equal(100_001, ((RegoArray)Result("indexof_n", text, new string('a', 100_000))!).Count);
    }

    [Theory]
    [InlineData("åäö", 1, 1, "ä")]
    [InlineData("a😀b", 1, 1, "😀")]
    [InlineData("abc", 2, -1, "c")]
    [InlineData("abc", 5, 1, "")]
    [InlineData("abc", 1, 100, "bc")]
    public void Substring_CountsCodePoints(string text, int offset, int length, string expected) => Assert.Equal(expected, Result("substring", text, offset, length));

    [Fact]
    public void Substring_FromBeforeTheStart_Fails() => Assert.Equal(("eval_builtin_error", "negative offset"), Failure("substring", "a", -1, -1));

    [Fact]
    public void Substring_AtFractions_Fails() =>
        Assert.Equal(("eval_type_error", "operand 2 must be integer number but got floating-point number"), Failure("substring", "a", RegoNumber.Parse("0.5"), 1));

    [Theory]
    [InlineData("a.b", ".", """["a", "b"]""")]
    [InlineData("a😀", "", """["a", "😀"]""")]
    [InlineData("", "", "[]")]
    [InlineData("", ".", """[""]""")]
    [InlineData(".", ".", """["", ""]""")]
    public void Split_KeepsEmptyParts(string text, string separator, string expected) => Assert.Equal(Json(expected), Result("split", text, separator));

    [Theory]
    [InlineData("foo...bar", "..", ",,", "foo,,.bar")]
    [InlineData("abc", "", "-", "-a-b-c-")]
    [InlineData("aaa", "a", "", "")]
    public void Replace_GoesFromLeftToRight(string text, string part, string replacement, string expected) =>
        Assert.Equal(expected, Result("replace", text, part, replacement));

    [Theory]
    [InlineData("""{"<": "&lt;", ">": "&gt;"}""", "This is <b>HTML</b>!", "This is &lt;b&gt;HTML&lt;/b&gt;!")]
    [InlineData("""{"a": "1", "aa": "2", "b": "a"}""", "aab", "11a")]
    [InlineData("""{"": "-", "a": "1"}""", "ab", "-1-b-")]
    public void ReplaceN_TakesTheFirstPartThatStandsThere(string parts, string text, string expected) =>
        Assert.Equal(expected, Result("strings.replace_n", Json(parts), text));

    [Fact]
    public void Replace_ThatExplodes_IsStopped() =>
        Assert.Throws<OperationCanceledException>(() => Run("replace", [new string('a', 100_000), "a", new string('b', 100_000)]));

    [Theory]
    [InlineData("trim", "...foo.bar...", ".fr", "oo.ba")]
    [InlineData("trim_left", "😀a😀", "😀", "a😀")]
    [InlineData("trim_right", "😀a😀", "😀", "😀a")]
    [InlineData("trim_prefix", "aab", "a", "ab")]
    [InlineData("trim_suffix", "baa", "a", "ba")]
    public void Trim_CutsCodePoints(string name, string text, string cut, string expected) => Assert.Equal(expected, Result(name, text, cut));

    [Fact]
    public void TrimSpace_KnowsUnicode() => Assert.Equal("a b", Result("trim_space", "\u3000\u0085\ta b\u00A0\n"));

    [Theory]
    [InlineData("upper", "straße ǆ ıſ éк", "STRAßE Ǆ IS ÉК")]
    [InlineData("lower", "STRAẞE Ǆ İK ÉК", "straße ǆ ik éк")]
    public void Case_IsUnicodesSimpleMapping(string name, string text, string expected) => Assert.Equal(expected, Result(name, text));

    [Theory]
    [InlineData("255", 16, "ff")]
    [InlineData("-255", 2, "-11111111")]
    [InlineData("8", 8, "10")]
    [InlineData("-3.7", 10, "-3")]
    [InlineData("123456789012345678901234567890", 10, "123456789012345678901234567890")]
    [InlineData("0", 2, "0")]
    public void FormatInt_DropsFractions(string number, int radix, string expected) => Assert.Equal(expected, Result("format_int", RegoNumber.Parse(number), radix));

    [Fact]
    public void FormatInt_InOtherBases_Fails() => Assert.Equal(("eval_type_error", "operand 2 must be one of {2, 8, 10, 16}"), Failure("format_int", 1, 3));

    [Fact]
    public void Concat_JoinsListsOfStrings()
    {
        Assert.Equal("/foo/bar", Result("concat", "/", Json("""["", "foo", "bar"]""")));
        Assert.Equal("a,b", Result("concat", ",", RegoSet.Of("b", "a")));
        Assert.Equal(("eval_type_error", "operand 2 must be array of strings but got array containing number"), Failure("concat", ",", Json("[1]")));
    }

    [Fact]
    public void Reverse_KeepsCodePoints() => Assert.Equal("𝛾😀1", Result("strings.reverse", "1😀𝛾"));

    [Theory]
    [InlineData("""["foo", "bar"]""", """["ba"]""", true, false)]
    [InlineData("""["foo", "bar"]""", """["ar", "x"]""", false, true)]
    [InlineData("""["foo"]""", """[""]""", true, true)]
    [InlineData("[]", """[""]""", false, false)]
    [InlineData("\"foo\"", "\"fo\"", true, false)]
    public void AnyMatch_ComparesAllWithAll(string texts, string parts, bool prefix, bool suffix)
    {
        Assert.Equal(prefix, Result("strings.any_prefix_match", Json(texts), Json(parts)));
        Assert.Equal(suffix, Result("strings.any_suffix_match", Json(texts), Json(parts)));
    }
}
