using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public sealed class RegexBuiltinsTests
{
    [Theory]
    [InlineData("^[a-z]+\\[[0-9]+\\]$", "foo[1]", true)]
    [InlineData("^$", "", true)]
    [InlineData("", "x", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData("(?m)a$", "a\nb", true)]
    [InlineData("a.b", "a\nb", false)]
    [InlineData("(?s)a.b", "a\nb", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^..$", "😀", false)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^[😀-😂]$", "😁", true)]
    [InlineData("^[😀-😂]$", "😃", false)]
    [InlineData("😀{2}", "😀😀", true)]
    [InlineData(@"\d", "٣", false)]
    [InlineData(@"\w", "é", false)]
    [InlineData(@"\s", "\u00A0", false)]
    [InlineData(@"\s", "\v", false)]
    [InlineData(@"[[:space:]]", "\v", true)]
    [InlineData(@"\bfoo\b", "a foo!", true)]
    [InlineData(@"\bé", "é", false)]
    [InlineData(@"\pL", "漢", true)]
    [InlineData(@"\p{Greek}", "λ", true)]
    [InlineData(@"\p{Greek}", "l", false)]
    [InlineData(@"\P{Lu}", "A", false)]
    [InlineData(@"\p{^Lu}", "A", false)]
    [InlineData("(?i)straße", "STRASSE", false)]
    [InlineData("(?i)strasse", "\u017Ftra\u017F\u017Fe", true)]
    [InlineData("(?i)k", "\u212A", true)]
    [InlineData("(?i)[^k]", "K", false)]
    [InlineData("(?i)σ", "ς", true)]
    [InlineData(@"\Qa.b\E", "axb", false)]
    [InlineData(@"\x41\x{1F600}\101", "A😀A", true)]
    [InlineData("a{,2}", "a{,2}", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("(?-s:.)", "\n", false)]
    [InlineData("(?U)^a+$", "aaa", true)]
    public void Match_IsRe2s(string pattern, string text, bool expected) => Assert.Equal(expected, Result("regex.match", pattern, text));

    [Theory]
    [InlineData("[", "missing closing ]: `[`")]
    [InlineData("$^[[[", "missing closing ]: `[[[`")]
    [InlineData("(a", "missing closing ): `(a`")]
    [InlineData("a)", "unexpected ): `a)`")]
    [InlineData("*a", "missing argument to repetition operator: `*`")]
    [InlineData("a**", "invalid nested repetition operator: `**`")]
    [InlineData("a{1001}", "invalid repeat count: `{1001}`")]
    [InlineData("(a{100}){11}", "invalid repeat count: `{11}`")]
    [InlineData("a{2,1}", "invalid repeat count: `{2,1}`")]
    [InlineData("(?=a)", "invalid or unsupported Perl syntax: `(?=`")]
    [InlineData("(?!a)", "invalid or unsupported Perl syntax: `(?!`")]
    [InlineData(@"(a)\1", @"invalid escape sequence: `\1`")]
    [InlineData(@"\C", @"invalid escape sequence: `\C`")]
    [InlineData(@"\Z", @"invalid escape sequence: `\Z`")]
    [InlineData(@"\", "trailing backslash at end of expression: ``")]
    [InlineData("[z-a]", "invalid character class range: `z-a`")]
    [InlineData("[[:foo:]]", "invalid character class range: `[:foo:]`")]
    [InlineData(@"\p{Foo}", @"invalid character class range: `\p{Foo}`")]
    [InlineData("(?P<n>a)(?P<n>b)", "duplicate capture group name: `n`")]
    [InlineData("(?P<1-2>a)", "invalid named capture: `(?P<1-2>`")]
    public void Match_OfWhatIsNoPattern_Fails(string pattern, string problem)
    {
        Assert.Equal(("eval_builtin_error", "error parsing regexp: " + problem), Failure("regex.match", pattern, "a"));
        Assert.Equal(false, Result("regex.is_valid", pattern));
    }

    [Fact]
    public void Match_OfDeepNesting_Fails() =>
        Assert.StartsWith("error parsing regexp: expression nests too deeply", Failure("regex.match", new string('(', 5000) + new string(')', 5000), "a").Message, StringComparison.Ordinal);

    [Fact]
    public void Match_OfLongPattern_Fails() =>
        Assert.Contains("expression too large", Failure("regex.match", new string('a', 70_000), "a").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("((a{100}){10}b){1}(a{1000}){1}", false)]
    [InlineData("(?:a{1000}b?){1}(?:a{1000})", false)]
    [InlineData("(a?){500}a{500}", true)]
    [InlineData("(a*)*c", false)]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$", false)]
    public void Match_OfPatternsThatExplodeElsewhere_Ends(string pattern, bool expected) =>
        Assert.Equal(expected, Result("regex.match", pattern, new string('a', 500)));

    [Fact]
    public void Match_OfLargePatternAndText_IsStopped() =>
        Assert.Throws<OperationCanceledException>(() => Run("regex.match", [string.Concat(Enumerable.Repeat("(a|b){1000}", 10)), new string('a', 1_000_000)]));

    [Fact]
    public void Match_OfLongLists_IsLinearToo()
    {
        var pattern = $"^(?:{string.Join('|', Enumerable.Range(0, 3000).Select(i => $"user{i * 7919}"))})$";
        Assert.Equal(true, Result("regex.match", pattern, "user23757"));
        Assert.Equal(false, Result("regex.match", pattern, "user23758"));
    }

    [Theory]
    [InlineData("foo.", "seafood fool", -1, """["food", "fool"]""")]
    [InlineData("foo.", "seafood fool", 1, """["food"]""")]
    [InlineData("foo.", "seafood fool", 0, "[]")]
    [InlineData("a*", "baaab", -1, """["", "aaa", ""]""")]
    [InlineData("", "😀x", -1, """["", "", ""]""")]
    [InlineData("b?cc", "ccc", -1, """["cc"]""")]
    [InlineData("b?c{2}", "b ccc", -1, """["cc"]""")]
    [InlineData("a+?", "aaa", -1, """["a", "a", "a"]""")]
    [InlineData("ab|abc", "abc", -1, """["ab"]""")]
    public void Find_TakesTheFirstWay(string pattern, string text, int count, string expected) =>
        Assert.Equal(Json(expected), Result("regex.find_n", pattern, text, count));

    [Theory]
    [InlineData("a(x*)b(y|z)?c", "-axxxbyc-abzc-", -1, """[["axxxbyc", "xxx", "y"], ["abzc", "", "z"]]""")]
    [InlineData("a(x*)b", "-axxb-ab-", 1, """[["axxb", "xx"]]""")]
    [InlineData("(a)|(b)", "b", -1, """[["b", "", "b"]]""")]
    [InlineData("(a*)*", "b", -1, """[["", ""], ["", ""]]""")]
    [InlineData("(?:(a)|b)*", "ab", -1, """[["ab", "a"]]""")]
    public void FindSubmatches_HasEmptyTextForCapturesThatTookNoPart(string pattern, string text, int count, string expected) =>
        Assert.Equal(Json(expected), Result("regex.find_all_string_submatch_n", pattern, text, count));

    [Theory]
    [InlineData("a", "banana", """["b", "n", "n", ""]""")]
    [InlineData("z+", "pizza", """["pi", "a"]""")]
    [InlineData("^[a-z]+", "", """[""]""")]
    [InlineData("", "ab", """["a", "b"]""")]
    [InlineData("x*", "axbxc", """["a", "b", "c"]""")]
    public void Split_IsGos(string pattern, string text, string expected) => Assert.Equal(Json(expected), Result("regex.split", pattern, text));

    [Theory]
    [InlineData("-wy-wxxy-", "w(x*)y", "0", "-0-0-")]
    [InlineData("-wy-wxxy-", "w(x*)y", "$1", "--xx-")]
    [InlineData("-wy-wxxy-", "w(x*)y", "$1W", "---")]
    [InlineData("-wy-wxxy-", "w(x*)y", "${1}W", "-W-xxW-")]
    [InlineData("foo", "(?P<all>.*)", "<${all}>", "<foo>")]
    [InlineData("foo", "(?<all>o+)", "$all$all", "foooo")]
    [InlineData("foo", "o", "$$", "f$$")]
    [InlineData("foo", "o$", "$", "fo$")]
    [InlineData("foo", "o$", "${1", "fo${1")]
    [InlineData("foo", "o$", "$7|$01", "fo|")]
    [InlineData("foo", "^[a-z]", "F", "Foo")]
    [InlineData("abc", "", "-", "-a-b-c-")]
    [InlineData("aab", "a*", "-", "-b-")]
    [InlineData("😀", "x*", "-", "-😀-")]
    public void Replace_ExpandsTheTemplate(string text, string pattern, string template, string expected) =>
        Assert.Equal(expected, Result("regex.replace", text, pattern, template));

    [Fact]
    public void Replace_ThatExplodes_IsStopped() =>
        Assert.Throws<OperationCanceledException>(() => Run("regex.replace", [new string('a', 10_000), "a", new string('b', 10_000)]));

    [Theory]
    [InlineData("urn:foo:{.*}", "urn:foo:bar:baz", "{", "}", true)]
    [InlineData("urn:foo:<.*>", "urn:foo:bar:baz", "<", ">", true)]
    [InlineData("urn:f.o:{[0-9]{2}}", "urn:fxo:12", "{", "}", false)]
    [InlineData("urn:f.o:{[0-9]{2}}", "urn:f.o:12", "{", "}", true)]
    public void TemplateMatch_QuotesWhatIsOutside(string template, string text, string start, string end, bool expected) =>
        Assert.Equal(expected, Result("regex.template_match", template, text, start, end));

    [Theory]
    [InlineData("a{b", "unbalanced braces in \"a{b\"")]
    [InlineData("a}b", "unbalanced braces in \"a}b\"")]
    [InlineData("a{[}b", "error parsing regexp: missing closing ]: `[$`")]
    public void TemplateMatch_OfBrokenTemplates_Fails(string template, string message) =>
        Assert.Equal(message, Failure("regex.template_match", template, "", "{", "}").Message);

    [Theory]
    [InlineData("a.a.[0-9]+z", ".b.b2359825792*594823z", true)]
    [InlineData("[a-z]+", "[0-9]*", false)]
    [InlineData(@"[a-z]+\[[0-9]+\]", @"foo\[1\]", true)]
    [InlineData(@"[a-z]+\[[0-9]+\]", "foo[\"bar\"]", false)]
    [InlineData("a*", "b*", false)]
    [InlineData("a*", "a*", true)]
    [InlineData("a+b", "a*c", false)]
    [InlineData("", "a*", false)]
    [InlineData("[😀-😂]", "😁", true)]
    public void GlobsMatch_TellsWhetherBothHaveAString(string left, string right, bool expected)
    {
        Assert.Equal(expected, Result("regex.globs_match", left, right));
        Assert.Equal(expected, Result("regex.globs_match", right, left));
    }

    [Theory]
    [InlineData("pqrs]", "input:pqrs], pos:5, set-close ']' with no preceding '[': the input provided is invalid")]
    [InlineData("*a", "input:*a, pos:1, flag '*' must be preceded by a non-flag: the input provided is invalid")]
    [InlineData("[a", "input:[a, pos:2, found [ without matching ]: the input provided is invalid")]
    public void GlobsMatch_OfBrokenExpressions_Fails(string glob, string message) =>
        Assert.Equal(("eval_builtin_error", message), Failure("regex.globs_match", glob, "a"));

    [Fact]
    public void Match_OfBytesThatAreNoText_TakesThemForOneCharacterEach()
    {
        var bytes = Result("hex.decode", "ff41fe")!;
        Assert.Equal(true, Result("regex.match", "^.A.$", bytes));
        Assert.Equal(false, Result("regex.match", "^.A$", bytes));
    }
}
