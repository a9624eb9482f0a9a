using Stoa.Rego.Syntax;

namespace Stoa.Rego.Tests.Syntax;

public sealed class TermParserTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "(+ 1 (* 2 3))")]
    [InlineData("1 * 2 + 3", "(+ (* 1 2) 3)")]
    [InlineData("1 - 2 - 3", "(- (- 1 2) 3)")]
    [InlineData("1 - (2 - 3)", "(- 1 (- 2 3))")]
    [InlineData("8 / 4 / 2 % 3", "(% (/ (/ 8 4) 2) 3)")]
    [InlineData("1 -1", "(- 1 1)")]
    [InlineData("1 - -1", "(- 1 -1)")]
    [InlineData("-1 - - 1", "(- -1 -1)")]
    [InlineData("a & b | c & d", "(| (& a b) (& c d))")]
    [InlineData("a | b | c", "(| (| a b) c)")]
    [InlineData("a - b & c", "(& (- a b) c)")]
    [InlineData("a + b == c * d", "(== (+ a b) (* c d))")]
    [InlineData("a | b <= c & d", "(<= (| a b) (& c d))")]
    [InlineData("a < b == c", "(== (< a b) c)")]
    [InlineData("a > b != c >= d", "(>= (!= (> a b) c) d)")]
    [InlineData("a in b == c", "(in a (== b c))")]
    [InlineData("a + 1 in b | c", "(in (+ a 1) (| b c))")]
    [InlineData("a in b in c", "(in (in a b) c)")]
    [InlineData("k, v in xs", "(in k v xs)")]
    [InlineData("k + 1, v * 2 in xs in ys", "(in (in (+ k 1) (* v 2) xs) ys)")]
    [InlineData("(a in b) == c", "(== (in a b) c)")]
    [InlineData("(k, v in xs)", "(in k v xs)")]
    [InlineData("f(1, x in xs, y)", "(call f 1 (in x xs) y)")]
    [InlineData("f((k, v in xs))", "(call f (in k v xs))")]
    [InlineData("[1, x in xs]", "[1 (in x xs)]")]
    [InlineData("xs[k, v in ys]", "(ref xs (in k v ys))")]
    [InlineData("1+2==3", "(== (+ 1 2) 3)")]
    [InlineData("1\n+ 2", "(+ 1 2)")]
    public void Operators_GroupByPrecedence(string source, string shape) => Assert.Equal(shape, Shape.Of(RegoParser.ParseTerm(source)));

    [Theory]
    [InlineData("null", "null")]
    [InlineData("true", "true")]
    [InlineData("false", "false")]
    [InlineData("0", "0")]
    [InlineData("-0", "-0")]
    [InlineData("1.50", "1.50")]
    [InlineData("1e3", "1e3")]
    [InlineData("1E-3", "1E-3")]
    [InlineData("- 7", "-7")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("\"a\\n\\t\\\"\\\\\\/\\b\\f\\r\"", "\"a\\n\\t\\\"\\\\/\\b\\f\\r\"")]
    [InlineData("\"\\u00e9\\ud83d\\ude00\"", "\"é😀\"")]
    [InlineData("\"\\ud83d\"", "\"\uFFFD\"")]
    [InlineData("\"#{x}\"", "\"#{x}\"")]
    [InlineData("`a\\n\"{x}\n`", "\"a\\\\n\\\"{x}\\n\"")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("``", "\"\"")]
    public void Scalars_AreValues(string source, string shape) => Assert.Equal(shape, Shape.Of(RegoParser.ParseTerm(source)));

    [Theory]
    [InlineData("[]", "[]")]
    [InlineData("[1, 2,]", "[1 2]")]
    [InlineData("[, 1]", "[1]")]
    [InlineData("{}", "(object)")]
    [InlineData("set()", "(set)")]
    [InlineData("set( )", "(set)")]
    [InlineData("set(1)", "(call set 1)")]
    [InlineData("{1}", "(set 1)")]
    [InlineData("{, 1, 2,}", "(set 1 2)")]
    [InlineData("{1 + 2, 3}", "(set (+ 1 2) 3)")]
    [InlineData("{\"a\": 1, b: 2,}", "(object \"a\":1 b:2)")]
    [InlineData("{a + 1: b + 2}", "(object (+ a 1):(+ b 2))")]
    [InlineData("{[1]: {2: 3}}", "(object [1]:(object 2:3))")]
    [InlineData("{a in b: c in d}", "(object (in a b):(in c d))")]
    [InlineData("{a | b, c}", "(set (| a b) c)")]
    [InlineData("{(a | b)}", "(set (| a b))")]
    [InlineData("[a | b, c]", "[(| a b) c]")]
    [InlineData("[a | b,]", "[(| a b)]")]
    [InlineData("[a | b == c, d]", "[(== (| a b) c) d]")]
    [InlineData("[1, a | b]", "[1 (| a b)]")]
    [InlineData("{\"a\": b | c, \"d\": e}", "(object \"a\":(| b c) \"d\":e)")]
    [InlineData("{\"x\": 1, \"a\": b | c}", "(object \"x\":1 \"a\":(| b c))")]
    public void Collections_AreRead(string source, string shape) => Assert.Equal(shape, Shape.Of(RegoParser.ParseTerm(source)));

    [Theory]
    [InlineData("[a | b]", "[a | {b}]")]
    [InlineData("[a | b; c]", "[a | {b; c}]")]
    [InlineData("[a |\n b\n c\n]", "[a | {b; c}]")]
    [InlineData("[a | k, v in xs]", "[a | {(in k v xs)}]")]
    [InlineData("[a | some k, v in xs]", "[a | {(some-in k v xs)}]")]
    [InlineData("[(a + 1) | b]", "[(+ a 1) | {b}]")]
    [InlineData("[f(a) | b = c]", "[(call f a) | {(= b c)}]")]
    [InlineData("{a | b}", "(set a | {b})")]
    [InlineData("{a.b | b := c[_]}", "(set (ref a \"b\") | {(:= b (ref c _))})")]
    [InlineData("{a: b | c}", "(object a:b | {c})")]
    [InlineData("{a + 1: b | c}", "(object (+ a 1):b | {c})")]
    [InlineData("[[a | b] | c]", "[[a | {b}] | {c}]")]
    [InlineData("{x | every y in x { y > 1 }}", "(set x | {(every y x {(> y 1)})})")]
    public void Comprehensions_AreRead(string source, string shape) => Assert.Equal(shape, Shape.Of(RegoParser.ParseTerm(source)));

    [Theory]
    [InlineData("a.b.c", "(ref a \"b\" \"c\")")]
    [InlineData("a[\"b\"][c][0]", "(ref a \"b\" c 0)")]
    [InlineData("a[b.c].d", "(ref a (ref b \"c\") \"d\")")]
    [InlineData("a[ _ ]", "(ref a _)")]
    [InlineData("input", "input")]
    [InlineData("data.if.in[x].contains", "(ref data \"if\" \"in\" x \"contains\")")]
    [InlineData("f(x)", "(call f x)")]
    [InlineData("f(\n x,\n y,\n)", "(call f x y)")]
    [InlineData("a.b.f()", "(call (ref a \"b\" \"f\"))")]
    [InlineData("f(x).y[z]", "(ref (call f x) \"y\" z)")]
    [InlineData("f(x)[0]", "(ref (call f x) 0)")]
    [InlineData("contains(x, y)", "(call contains x y)")]
    [InlineData("[1, 2][i]", "(ref [1 2] i)")]
    [InlineData("{1, 2}[i]", "(ref (set 1 2) i)")]
    [InlineData("{\"a\": 1}.a", "(ref (object \"a\":1) \"a\")")]
    [InlineData("[x | x := 1][0]", "(ref [x | {(:= x 1)}] 0)")]
    [InlineData("(f(x)).y", "(ref (call f x) \"y\")")]
    [InlineData("(x)[0]", "(ref x 0)")]
    [InlineData("a.b_1.C", "(ref a \"b_1\" \"C\")")]
    public void Refs_AreRead(string source, string shape) => Assert.Equal(shape, Shape.Of(RegoParser.ParseTerm(source)));

    [Theory]
    [InlineData("$\"\"", "(template)")]
    [InlineData("$\"a\"", "(template \"a\")")]
    [InlineData("$\"a {b} c\"", "(template \"a \" <b> \" c\")")]
    [InlineData("$\"{a}{b}\"", "(template <a> <b>)")]
    [InlineData("$\"\\{a\\\"}\\n{b}\"", "(template \"{a\\\"}\\n\" <b>)")]
    [InlineData("$\"{ {\"a\": {1}}[\"a\"] }\"", "(template <(ref (object \"a\":(set 1)) \"a\")>)")]
    [InlineData("$\"{ $\"{x}\" }\"", "(template <(template <x>)>)")]
    [InlineData("$\"{f($`{x}`)}\"", "(template <(call f (raw-template <x>))>)")]
    [InlineData("$`a\n\\{b} \\n {c}`", "(raw-template \"a\\n{b} \\\\n \" <c>)")]
    [InlineData("$\"{a + 1}\"", "(template <(+ a 1)>)")]
    [InlineData("$\"{a with input as 1}\"", "(template <(with a input 1)>)")]
    [InlineData("$\"{a\n# note }\n}\"", "(template <a>)")]
    [InlineData("$\"{1}{\"s\"}\"", "(template <1> <\"s\">)")]
    public void Templates_AreRead(string source, string shape) => Assert.Equal(shape, Shape.Of(RegoParser.ParseTerm(source)));

    [Fact]
    public void Wildcards_AreDistinct()
    {
        var array = Assert.IsType<ArrayTerm>(RegoParser.ParseTerm("[_, _, [_ | x], _]"));
        var names = array.Items.OfType<VarTerm>().Select(item => item.Name).ToList();
        Assert.Equal(3, names.Distinct().Count());
        Assert.All(names, name => Assert.StartsWith("$", name));
    }

    [Theory]
    [InlineData("é + x", 1, 1)]
    [InlineData("[\"é😀\", x]", 1, 12)]
    [InlineData("[`\n\né`, x]", 3, 6)]
    [InlineData("[1,\r\n\tx]", 2, 2)]
    [InlineData("\uFEFF[1, x]", 1, 5)]
    public void Columns_CountBytesOfUtf8(string source, int row, int column)
    {
        if (source[0] == 'é')
        {
            Assert.Equal((row, column), At(Assert.Throws<RegoException>(() => RegoParser.ParseTerm(source)).Errors[0].Location!.Value));
            return;
        }

        Assert.Equal((row, column), At(Assert.IsType<ArrayTerm>(RegoParser.ParseTerm(source)).Items[^1].Location));
    }

    private static (int Row, int Column) At(SourceLocation location) => (location.Row, location.Column);
}
