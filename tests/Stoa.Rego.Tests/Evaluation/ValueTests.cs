namespace Stoa.Rego.Tests.Evaluation;

/// <summary>Numbers, strings and the order of values, as rules see them.</summary>
public sealed class ValueTests
{
    [Theory]
    [InlineData("p := 0.1 + 0.2", "0.3")]
    [InlineData("p := 1.0 == 1", "true")]
    [InlineData("p := {1, 1.0}", "{1}")]
    [InlineData("p := {1: \"a\"}[1.0]", "\"a\"")]
    [InlineData("p := 9007199254740993 + 0", "9007199254740993")]
    [InlineData("p := 9223372036854775807 + 1", "9223372036854775808")]
    [InlineData("p := 99999999999999999999 * 99999999999999999999", "9999999999999999999800000000000000000001")]
    [InlineData("p := 123456789012345678901234567890 - 123456789012345678901234567889", "1")]
    [InlineData("p := 99999999999999999999 > 99999999999999999998", "true")]
    [InlineData("p := 1e3 == 1000", "true")]
    [InlineData("p := 10 / 4", "2.5")]
    [InlineData("p := 10 / 0", "undefined")]
    [InlineData("p := -7 % 3", "-1")]
    [InlineData("p := 7 % 0", "undefined")]
    [InlineData("p := 1.5 % 1", "undefined")]
    // Null, booleans, numbers, strings, arrays, objects, sets.
    [InlineData("p := sort([{1}, {\"a\": 1}, [1], \"a\", 1, true, false, null])", "[null, false, true, 1, \"a\", [1], {\"a\": 1}, {1}]")]
    [InlineData("p := sort([\"b\", \"a\", \"B\", \"\", \"ab\"])", "[\"\", \"B\", \"a\", \"ab\", \"b\"]")]
    [InlineData("p := sort([[2], [1, 2], [1], []])", "[[], [1], [1, 2], [2]]")]
    [InlineData("p := sort([{\"b\": 1}, {\"a\": 2}, {\"a\": 1}, {}])", "[{}, {\"a\": 1}, {\"a\": 2}, {\"b\": 1}]")]
    [InlineData("p := sort([10, 9, 1.5, -1])", "[-1, 1.5, 9, 10]")]
    [InlineData("p := null < false", "true")]
    [InlineData("p := \"a\" < [1]", "true")]
    [InlineData("p := {\"a\": 1} < {1}", "true")]
    [InlineData("p := max([\"a\", 1, null])", "\"a\"")]
    // Strings count code points; they sort by them too, not by UTF-16.
    [InlineData("p := count(\"a\U0001F600b\")", "3")]
    [InlineData("p := substring(\"a\U0001F600bc\", 1, 2)", "\"\U0001F600b\"")]
    [InlineData("p := indexof(\"a\U0001F600b\", \"b\")", "2")]
    [InlineData("p := sort([\"\U0001F600\", \"\uFFEE\"])[1] == \"\U0001F600\"", "true")]
    [InlineData("p := strings.reverse(\"a\U0001F600b\")", "\"b\U0001F600a\"")]
    // Composites compare by value.
    [InlineData("p := {[1, {\"a\": {2}}], [1, {\"a\": {2}}]}", "{[1, {\"a\": {2}}]}")]
    [InlineData("p := {{1, 2}: \"x\"}[{2, 1}]", "\"x\"")]
    [InlineData("p := [1, 2] == [2, 1]", "false")]
    [InlineData("p := {1, 2} == {2, 1}", "true")]
    [InlineData("p := {\"a\": 1, \"b\": 2} == {\"b\": 2, \"a\": 1}", "true")]
    public void P_Is(string rules, string expected) => Assert.Equal(expected, Rules.P(rules));

    [Fact]
    public void NumbersOfInput_KeepTheirText() => Assert.Equal("[1.0, 1e2, 0.10]", Rules.P("p := input", "[1.0, 1e2, 0.10]"));

    [Fact]
    public void NumbersOfInput_AreExact() => Assert.Equal("[123456789012345678901234567891, 0.30000000000000000001]", Rules.P(
        "p := [input.a + 1, input.b]", """{"a": 123456789012345678901234567890, "b": 0.30000000000000000001}"""));
}
