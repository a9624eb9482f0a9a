using Stoa.Rego.Syntax;
using Xunit.Abstractions;

namespace Stoa.Rego.Tests.Syntax;

public sealed class ParseErrorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("", 1, 1, "empty")]
    [InlineData("  # only this\n", 2, 1, "empty")]
    [InlineData("p := 1", 1, 1, "package")]
    [InlineData("import data.a\npackage b", 1, 1, "package")]
    [InlineData("package", 1, 8, "ident")]
    [InlineData("package foo.", 1, 13, "unexpected eof token: expected ident")]
    [InlineData("package 1", 1, 9, "ident")]
    [InlineData("package _", 1, 9, "ident")]
    [InlineData("package a[b]", 1, 11, "string")]
    [InlineData("package a[\"b\"", 1, 14, "]")]
    [InlineData("package a. b", 1, 12, "ident")]
    [InlineData("package a\npackage b", 2, 1, "one package")]
    [InlineData("package a(b)", 1, 10, "rule")]
    public void Packages_ThatAreWrong(string source, int row, int column, string part) => Refused(source, row, column, part);

    [Theory]
    [InlineData("import", 2, 7, "ident")]
    [InlineData("import foo.bar", 2, 8, "data, input, rego or future")]
    [InlineData("import data[x]", 2, 13, "string")]
    [InlineData("import data.a as", 2, 17, "var")]
    [InlineData("import data.a as 1", 2, 18, "var")]
    [InlineData("import data.a as _", 2, 18, "var")]
    [InlineData("import data.a as if", 2, 18, "var")]
    [InlineData("import data.a.not", 2, 15, "keyword")]
    [InlineData("import input.default", 2, 14, "keyword")]
    [InlineData("import rego", 2, 8, "rego.v1")]
    [InlineData("import rego.v2", 2, 8, "rego.v1")]
    [InlineData("import rego.v1.x", 2, 8, "rego.v1")]
    [InlineData("import future", 2, 8, "future.keywords")]
    [InlineData("import future.words", 2, 8, "future.keywords")]
    [InlineData("import future.keywords.else", 2, 8, "no keyword to import")]
    [InlineData("import future.keywords.in as x", 2, 8, "alias")]
    public void Imports_ThatAreWrong(string source, int row, int column, string part) => Refused("package m\n" + source, row, column, part);

    [Theory]
    [InlineData("p { x }", 2, 1, "`if`")]
    [InlineData("p = 1 { x }", 2, 1, "`if`")]
    [InlineData("f(x) { x }", 2, 1, "`if`")]
    [InlineData("f(x) = y { y = x }", 2, 1, "`if`")]
    [InlineData("p[x] { x := 1 }", 2, 1, "`contains`")]
    [InlineData("p[x]", 2, 1, "`contains`")]
    [InlineData("p contains x { x := 1 }", 2, 1, "`if`")]
    [InlineData("p { x } else = 2 { y }", 2, 1, "`if`")]
    [InlineData("p if x else { y }", 2, 13, "if keyword")]
    public void RulesOfRegoV0_AreRefusedWithAdvice(string source, int row, int column, string part)
    {
        var error = Refused("package m\n" + source, row, column, part);
        Assert.Contains("opa fmt --v0-v1", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("p", 2, 1, "value or a body")]
    [InlineData("p.q.r", 2, 1, "value or a body")]
    [InlineData("p.q", 2, 1, "value or a body")]
    [InlineData("count(x)", 2, 1, "function has a value or a body")]
    [InlineData("f()", 2, 1, "rule has a value or a body")]
    [InlineData("f() contains 1", 2, 5, "contains")]
    [InlineData("f(x).y := 1", 2, 5, "value or body")]
    [InlineData("f(x)(y) := 1", 2, 5, "value or body")]
    [InlineData("f(x) contains y", 2, 6, "contains")]
    [InlineData("_ := 1", 2, 1, "`_`")]
    [InlineData("if := 1", 2, 1, "keyword")]
    [InlineData("contains contains 1", 2, 1, "keyword")]
    [InlineData("not p", 2, 1, "keyword")]
    [InlineData("1 := 2", 2, 1, "rule")]
    [InlineData("\"p\" := 2", 2, 1, "rule")]
    [InlineData("} p := 2", 2, 1, "rule")]
    [InlineData("p :=", 2, 5, "eof")]
    [InlineData("p := := 1", 2, 6, ":=")]
    [InlineData("p == 1", 2, 1, "value or a body")]
    [InlineData("p + 1 := 2", 2, 1, "value or a body")]
    [InlineData("p contains", 2, 11, "eof")]
    [InlineData("p if", 2, 5, "eof")]
    [InlineData("p if {\n\n# nothing\n  x y\n}", 5, 5, "or }")]
    [InlineData("p if { x", 2, 9, "eof")]
    [InlineData("p if { x; }", 2, 11, "}")]
    [InlineData("p if { ; x }", 2, 8, ";")]
    [InlineData("p if x }", 2, 8, "rule")]
    [InlineData("p if { x, y }", 2, 9, ",")]
    [InlineData("p := 1 else := 2", 2, 8, "else keyword: expected rule")]
    [InlineData("p if x else", 2, 12, "else branch")]
    [InlineData("p if x else := 1 else := 2", 2, 18, "keyword")]
    [InlineData("p contains 1 if x else := 2", 2, 19, "set")]
    [InlineData("p[x] := 1 if x else := 2", 2, 16, "variables in its head")]
    [InlineData("p if x else := 2 if { y } { z }", 2, 27, "else keyword")]
    [InlineData("default p", 2, 1, "has a value")]
    [InlineData("default p contains 1", 2, 1, "has a value")]
    [InlineData("default p := x", 2, 1, "variable")]
    [InlineData("default p := input.x", 2, 1, "ref")]
    [InlineData("default p := [f(1)]", 2, 1, "call")]
    [InlineData("default p := {1: {x}}", 2, 1, "variable")]
    [InlineData("default p := $\"{x}\"", 2, 1, "template")]
    [InlineData("default f(1) := 2", 2, 1, "plain variables")]
    [InlineData("default f(x, x) := 2", 2, 1, "x occurs twice")]
    [InlineData("default p := 1 if x", 2, 16, "default")]
    [InlineData("default 1 := 1", 2, 9, "rule")]
    [InlineData("p.1 := 2", 2, 3, "ident")]
    [InlineData("p. q := 2", 2, 4, "ident")]
    [InlineData("p[x := 2", 2, 5, "]")]
    public void Rules_ThatAreWrong(string source, int row, int column, string part) => Refused("package m\n" + source, row, column, part);

    [Theory]
    [InlineData("", 1, 1, "empty")]
    [InlineData("x;", 1, 3, "eof")]
    [InlineData("x y", 1, 3, "\\n or ;")]
    [InlineData("x = y = z", 1, 7, "=")]
    [InlineData("x := 1 := 2", 1, 8, ":=")]
    [InlineData("not some x in xs", 1, 5, "some")]
    [InlineData("not every x in xs { x }", 1, 5, "every")]
    [InlineData("not not x", 1, 5, "not")]
    [InlineData("x == not y", 1, 6, "not")]
    [InlineData("some", 1, 5, "eof")]
    [InlineData("some 1", 1, 6, "declares variables")]
    [InlineData("some x.y", 1, 6, "declares variables")]
    [InlineData("some if", 1, 6, "var")]
    [InlineData("some x,", 1, 8, "eof")]
    [InlineData("some x, y, 1", 1, 12, "var")]
    [InlineData("some x, y, z in xs", 1, 14, "two variables")]
    [InlineData("some x == y", 1, 6, "declares variables")]
    [InlineData("some x in xs in ys", 1, 14, "one `in`")]
    [InlineData("every x { y }", 1, 9, "in keyword")]
    [InlineData("every x in xs", 1, 14, "{")]
    [InlineData("every [x] in xs { x }", 1, 7, "var")]
    [InlineData("every x, y, z in xs { x }", 1, 11, "in keyword")]
    [InlineData("every x in xs { }", 1, 17, "empty")]
    [InlineData("x with", 1, 7, "ident")]
    [InlineData("x with 1 as 2", 1, 8, "ident")]
    [InlineData("x with input", 1, 13, "as keyword")]
    [InlineData("x with f(1) as 2", 1, 8, "`with` can replace")]
    [InlineData("x with _ as 2", 1, 8, "`with` can replace")]
    [InlineData("x if y", 1, 3, "if keyword")]
    [InlineData("package a", 1, 1, "package")]
    public void Expressions_ThatAreWrong(string source, int row, int column, string part) => RefusedQuery(source, row, column, part);

    [Theory]
    [InlineData("[1, 2", 1, 6, "]")]
    [InlineData("[1 2]", 1, 4, "]")]
    [InlineData("[1,, 2]", 1, 4, ",")]
    [InlineData("[,]", 1, 3, "]")]
    [InlineData("[1}", 1, 3, "}")]
    [InlineData("{1, 2", 1, 6, "}")]
    [InlineData("{\"a\" 1}", 1, 6, "}")]
    [InlineData("{\"a\": }", 1, 7, "}")]
    [InlineData("{\"a\": 1 \"b\": 2}", 1, 9, "}")]
    [InlineData("{\"a\": 1, \"b\"}", 1, 13, ":")]
    [InlineData("{1, \"b\": 2}", 1, 8, "}")]
    [InlineData("[x + 1 | x := 2]", 1, 12, "]")]
    [InlineData("{\"a\": x + 1 | x := 2}", 1, 17, "}")]
    [InlineData("[x | ]", 1, 6, "empty")]
    [InlineData("[x | y", 1, 7, "eof")]
    [InlineData("f(1", 1, 4, ")")]
    [InlineData("f(1, 2 3)", 1, 8, ")")]
    [InlineData("(1", 1, 3, ")")]
    [InlineData("(x = 1)", 1, 4, ")")]
    [InlineData("()", 1, 2, ")")]
    [InlineData("a.", 1, 3, "ident")]
    [InlineData("a.1", 1, 3, "ident")]
    [InlineData("a. b", 1, 4, "ident")]
    [InlineData("a[]", 1, 3, "]")]
    [InlineData("a[1", 1, 4, "]")]
    [InlineData("\"a\".b", 1, 1, "illegal ref")]
    [InlineData("1[0]", 1, 1, "illegal ref")]
    [InlineData("(a.b).c", 1, 2, "illegal ref")]
    [InlineData("[1](2)", 1, 1, "illegal call")]
    [InlineData("$\"a\".b", 1, 1, "illegal ref")]
    [InlineData("_(1)", 1, 1, "illegal call")]
    [InlineData("f(1)(2)", 1, 5, "(")]
    [InlineData("f(1).g(2)", 1, 7, "(")]
    [InlineData("-x", 1, 2, "number")]
    [InlineData("1 +", 1, 4, "eof")]
    [InlineData("* 1", 1, 1, "*")]
    [InlineData("1 in", 1, 5, "eof")]
    [InlineData("in 1", 1, 1, "in keyword")]
    public void Terms_ThatAreWrong(string source, int row, int column, string part) => RefusedQuery(source, row, column, part);

    [Theory]
    [InlineData("\"abc", 1, 1, "does not end")]
    [InlineData("x == \"abc\ny", 1, 6, "ends on its line")]
    [InlineData("`abc\n\n", 1, 1, "does not end")]
    [InlineData("\"\\x\"", 1, 2, "`x`")]
    [InlineData("\"é\\x\"", 1, 4, "`x`")]
    [InlineData("\"\\u12g4\"", 1, 2, "hexadecimal")]
    [InlineData("\"\\u12\"", 1, 2, "hexadecimal")]
    [InlineData("\"\\", 1, 1, "does not end")]
    [InlineData("\"\\{\"", 1, 2, "`{`")]
    [InlineData("\"a\0\"", 1, 3, "U+0000")]
    [InlineData("\"a\uFEFF\"", 1, 3, "byte order mark")]
    [InlineData("x ? y", 1, 3, "`?`")]
    [InlineData("x = 'a'", 1, 5, "`'`")]
    [InlineData("!x", 1, 1, "`!`")]
    [InlineData("x = \0", 1, 5, "U+0000")]
    [InlineData("x = 😀", 1, 5, "`😀`")]
    [InlineData("$x", 1, 1, "`$`")]
    [InlineData("$", 1, 1, "`$`")]
    [InlineData("01", 1, 1, "zero")]
    [InlineData("-01", 1, 2, "zero")]
    [InlineData("1.", 1, 1, "point")]
    [InlineData("1.x", 1, 1, "point")]
    [InlineData("1e", 1, 1, "exponent")]
    [InlineData("1e+", 1, 1, "exponent")]
    [InlineData("1x", 1, 1, "digit")]
    [InlineData("0x1f", 1, 1, "digit")]
    [InlineData("1.2.3", 1, 1, "illegal ref")]
    [InlineData("1e999999999", 1, 1, "exponent")]
    [InlineData(". x", 1, 3, "number")]
    [InlineData("$\"a", 1, 1, "does not end")]
    [InlineData("$\"a\n\"", 1, 1, "ends on its line")]
    [InlineData("$\"{\"", 1, 4, "does not end")]
    [InlineData("$\"{}\"", 1, 4, "hold nothing")]
    [InlineData("$\"{x", 1, 5, "}")]
    [InlineData("$\"{x y}\"", 1, 6, "}")]
    [InlineData("$\"{x}", 1, 5, "does not end")]
    [InlineData("$\"{not x}\"", 1, 4, "negate")]
    [InlineData("$\"{x = 1}\"", 1, 4, "unify")]
    [InlineData("$\"{x := 1}\"", 1, 4, "assign")]
    [InlineData("$\"{some x in y}\"", 1, 4, "declare")]
    [InlineData("$\"{every x in y { x }}\"", 1, 4, "quantify")]
    [InlineData("$\"\\x\"", 1, 3, "`x`")]
    [InlineData("$`{x", 1, 5, "}")]
    public void Tokens_ThatAreWrong(string source, int row, int column, string part) => RefusedQuery(source, row, column, part);

    // Test frameworks cannot carry halves of surrogate pairs.
    [Theory]
    [InlineData("\"a?\"", 1, 3)]
    [InlineData("?", 1, 1)]
    [InlineData("`\n?", 2, 1)]
    public void HalvesOfSurrogatePairs_AreIllegal(string source, int row, int column)
    {
        RefusedQuery(source.Replace('?', '\uD800'), row, column, source == "?" ? "U+D800" : "surrogate");
        RefusedQuery(source.Replace('?', '\uDC00'), row, column, source == "?" ? "U+DC00" : "surrogate");
    }

    [Fact]
    public void Terms_EndWithTheText() =>
        Assert.Equal((1, 3), At(Assert.Throws<RegoException>(() => RegoParser.ParseTerm("1 x")).Errors[0]));

    [Fact]
    public void EveryStatementThatIsWrong_IsReported()
    {
        const string source = """
            package m

            p := [1

            q if {
              x +
            }

            import foo

            r { x }

            s if true

            t := "\q"

            default u := input.x
            """;
        var errors = Assert.Throws<RegoException>(() => RegoParser.ParseModule("m.rego", source)).Errors;
        Assert.Equal([(5, 1), (7, 1), (9, 8), (11, 1), (15, 7), (17, 1)], errors.Select(At));
        Assert.All(errors, error => Assert.Equal(RegoErrorCodes.Parse, error.Code));
    }

    [Fact]
    public void EveryStatementThatIsWrong_IsReported_WhereAllAreIndented()
    {
        var errors = Assert.Throws<RegoException>(() => RegoParser.ParseModule("m.rego", "\tx = 1\n\tpackage a\n\t1 = 2\n\tp != 2\n\tq if {\n\t\tx y\n\t\tz\n\t}\n\tr = y; r = 1\n")).Errors;
        Assert.Equal([(1, 2), (3, 2), (4, 2), (6, 5), (9, 7)], errors.Select(At));
    }

    [Fact]
    public void Errors_AreBounded() => Assert.Equal(
        100, Assert.Throws<RegoException>(() => RegoParser.ParseModule("m.rego", "package m\n" + string.Concat(Enumerable.Repeat("p := +\n", 1000)))).Errors.Count);

    private RegoError Refused(string source, int row, int column, string part) => Check(() => RegoParser.ParseModule("m.rego", source), row, column, part);

    private void RefusedQuery(string source, int row, int column, string part) => Check(() => RegoParser.ParseQuery(source, "m.rego"), row, column, part);

    private RegoError Check(Func<object> parse, int row, int column, string part)
    {
        var error = Assert.Throws<RegoException>(parse).Errors[0];
        output.WriteLine(error.ToString());
        Assert.Equal((RegoErrorCodes.Parse, "m.rego", row, column), (error.Code, error.Location!.Value.File, error.Location.Value.Row, error.Location.Value.Column));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        return error;
    }

    private static (int Row, int Column) At(RegoError error) => (error.Location!.Value.Row, error.Location.Value.Column);
}
