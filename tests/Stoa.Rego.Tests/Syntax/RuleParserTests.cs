using Stoa.Rego.Syntax;

namespace Stoa.Rego.Tests.Syntax;

public sealed class RuleParserTests
{
    [Theory]
    [InlineData("p := 1", "((ref p) := 1)")]
    [InlineData("p = 1", "((ref p) = 1)")]
    [InlineData("p if x", "((ref p) if {x})")]
    [InlineData("p if { x; y }", "((ref p) if {x; y})")]
    [InlineData("p := x if {\n x := 1\n not y\n}", "((ref p) := x if {(:= x 1); (not y)})")]
    [InlineData("p contains 1", "((ref p) contains 1)")]
    [InlineData("p contains x if some x in xs", "((ref p) contains x if {(some-in x xs)})")]
    [InlineData("p[x] := y if f(x, y)", "((ref p x) := y if {(call f x y)})")]
    [InlineData("p[x] if x := 1", "((ref p x) if {(:= x 1)})")]
    [InlineData("p[\"a\"] := 1", "((ref p \"a\") := 1)")]
    [InlineData("p.q.r := 1", "((ref p \"q\" \"r\") := 1)")]
    [InlineData("p.q[x].r contains y if x", "((ref p \"q\" x \"r\") contains y if {x})")]
    [InlineData("p.q.r if true", "((ref p \"q\" \"r\") if {true})")]
    [InlineData("p [x] := 1", "((ref p x) := 1)")]
    [InlineData("f(x) := x + 1", "((ref f) (x) := (+ x 1))")]
    [InlineData("f(x, [y, _]) = z if z = 1", "((ref f) (x [y _]) = z if {(= z 1)})")]
    [InlineData("f(x) if x > 1", "((ref f) (x) if {(> x 1)})")]
    [InlineData("f(_, _)", "((ref f) (_ _))")]
    [InlineData("a.b.f(1)", "((ref a \"b\" \"f\") (1))")]
    [InlineData("f() := 1", "((ref f) := 1)")]
    [InlineData("f() if { x }", "((ref f) if {x})")]
    [InlineData("a.b.f(x) := 1", "((ref a \"b\" \"f\") (x) := 1)")]
    [InlineData("f(\"a\", 1) := 2", "((ref f) (\"a\" 1) := 2)")]
    [InlineData("default p := false", "(default (ref p) := false)")]
    [InlineData("default p = [1, {\"a\": {2}}]", "(default (ref p) = [1 (object \"a\":(set 2))])")]
    [InlineData("default p := [x | x := input.y]", "(default (ref p) := [x | {(:= x (ref input \"y\"))}])")]
    [InlineData("default f(_, x) := 1", "(default (ref f) (_ x) := 1)")]
    [InlineData("default p.q := 1", "(default (ref p \"q\") := 1)")]
    [InlineData("default.p := 1", "((ref default \"p\") := 1)")]
    [InlineData("package.p := 1", "((ref package \"p\") := 1)")]
    [InlineData("import[\"p\"] := 1", "((ref import \"p\") := 1)")]
    [InlineData("if.else.not := 1", "((ref if \"else\" \"not\") := 1)")]
    [InlineData("p.contains contains 1", "((ref p \"contains\") contains 1)")]
    [InlineData("p := 1 if x else := 2 if y else := 3", "((ref p) := 1 if {x} else ((ref p) := 2 if {y} else ((ref p) := 3)))")]
    [InlineData("p if { x } else if { y }", "((ref p) if {x} else ((ref p) if {y}))")]
    [InlineData("p if x\nelse = 2 if {\n y\n z\n}", "((ref p) if {x} else ((ref p) = 2 if {y; z}))")]
    [InlineData("f(x) := 1 if x else := 2", "((ref f) (x) := 1 if {x} else ((ref f) (x) := 2))")]
    [InlineData("p if x\nelse.q := 1", "((ref p) if {x})\n((ref else \"q\") := 1)")]
    [InlineData("p if x\nwith.q := 1", "((ref p) if {x})\n((ref with \"q\") := 1)")]
    [InlineData("p if x\nin.q := 1", "((ref p) if {x})\n((ref in \"q\") := 1)")]
    [InlineData("default p := 1\nif.q := 1", "(default (ref p) := 1)\n((ref if \"q\") := 1)")]
    [InlineData("p if { x } { y }", "((ref p) if {x})\n((ref p) if {y})")]
    [InlineData("p := 1 q := 2", "((ref p) := 1)\n((ref q) := 2)")]
    [InlineData("p := k, v in xs", "((ref p) := (in k v xs))")]
    public void Rules_AreRead(string source, string shape) =>
        Assert.Equal("(package m)\n" + shape, Shape.Of(RegoParser.ParseModule("m.rego", "package m\n" + source)));

    [Theory]
    [InlineData("{ true }", "{true}")]
    [InlineData("{ x }", "{x}")]
    [InlineData("{ x | y; z }", "{(set x | {y; z})}")]
    [InlineData("{ x | y }", "{(set x | {y})}")]
    [InlineData("{ f(x) | y == 1\n z }", "{(set (call f x) | {(== y 1); z})}")]
    [InlineData("{ x + 1 | y == 1; z }", "{(== (| (+ x 1) y) 1); z}")]
    [InlineData("{ x; y | z }", "{x; (| y z)}")]
    [InlineData("{}", "{(object)}")]
    [InlineData("{\"a\": 1}", "{(object \"a\":1)}")]
    [InlineData("{\"a\": x | x := 1}", "{(object \"a\":x | {(:= x 1)})}")]
    [InlineData("{ x } == y", "{(== (set x) y)}")]
    [InlineData("{ x } & y", "{(& (set x) y)}")]
    [InlineData("{ x }[y]", "{(ref (set x) y)}")]
    [InlineData("{ x } in y", "{(in (set x) y)}")]
    [InlineData("{ x, y } = z", "{(= (set x y) z)}")]
    [InlineData("{\n x\n [y]\n}", "{x; [y]}")]
    [InlineData("{ x = {1: 2} }", "{(= x (object 1:2))}")]
    public void Braces_BehindIf_AreABlockOrATerm(string body, string shape) =>
        Assert.Equal("(package m)\n((ref p) if " + shape + ")", Shape.Of(RegoParser.ParseModule("m.rego", "package m\np if " + body)));

    [Theory]
    [InlineData("x", "{x}")]
    [InlineData("x; y", "{x; y}")]
    [InlineData("x\ny # z\n\n", "{x; y}")]
    [InlineData("x = 1; y := 2", "{(= x 1); (:= y 2)}")]
    [InlineData("[x, {\"a\": y}] := z", "{(:= [x (object \"a\":y)] z)}")]
    [InlineData("some x, y", "{(some x y)}")]
    [InlineData("some x\n[x]", "{(some x); [x]}")]
    [InlineData("some _ in xs", "{(some-in _ xs)}")]
    [InlineData("some [a, \"b\"] in xs with input as 1", "{(with (some-in [a \"b\"] xs) input 1)}")]
    [InlineData("some k, {\"v\": v} in xs | ys", "{(some-in k (object \"v\":v) (| xs ys))}")]
    [InlineData("every x in xs { x }", "{(every x xs {x})}")]
    [InlineData("every k, v in {\"a\": 1} { k; v } with data.a as 1", "{(with (every k v (object \"a\":1) {k; v}) (ref data \"a\") 1)}")]
    [InlineData("not x", "{(not x)}")]
    [InlineData("not x.y with input.z as 1 with f as g", "{(not (with (with (ref x \"y\") (ref input \"z\") 1) f g))}")]
    [InlineData("not x == 1", "{(not (== x 1))}")]
    [InlineData("x with input as k, v in xs", "{(with x input (in k v xs))}")]
    [InlineData("x\nwith input as 1", "{(with x input 1)}")]
    [InlineData("x in xs\nx", "{(in x xs); x}")]
    [InlineData("not.x == 1\nevery[\"x\"] == 2", "{(== (ref not \"x\") 1); (== (ref every \"x\") 2)}")]
    [InlineData("x\nin.y", "{x; (ref in \"y\")}")]
    [InlineData("data.test.p = x", "{(= (ref data \"test\" \"p\") x)}")]
    public void Queries_AreRead(string source, string shape) => Assert.Equal(shape, Shape.Of(RegoParser.ParseQuery(source)));

    [Theory]
    [InlineData("package a", "(package a)")]
    [InlineData("package a.b[\"c d\"].if", "(package a b c d if)")]
    [InlineData("package if.x", "(package if x)")]
    [InlineData("# c\npackage a # d\n# e", "(package a)")]
    [InlineData("package a\nimport data.b\nimport input as i\nimport data.c[\"d\"] as e", "(package a)\n(import data.b)\n(import input as i)\n(import data.c.d as e)")]
    [InlineData("package a\nimport rego.v1\nimport future.keywords\nimport future.keywords.in", "(package a)\n(import rego.v1)\n(import future.keywords)\n(import future.keywords.in)")]
    [InlineData("package a\nimport data.if as x\nimport data.in.y", "(package a)\n(import data.if as x)\n(import data.in.y)")]
    public void Directives_AreRead(string source, string shape) => Assert.Equal(shape, Shape.Of(RegoParser.ParseModule("m.rego", source)));

    [Fact]
    public void Rules_KnowTheirPlaceAndText()
    {
        var module = RegoParser.ParseModule("m.rego", "package m\n\n  p := 1 if {\n    x\n  } else := 2 # end\n\nq contains 1\n");
        var rule = module.Rules[0];
        Assert.Equal(new SourceLocation("m.rego", 3, 3), rule.Location);
        Assert.Equal("p := 1 if {\n    x\n  } else := 2", rule.Text);
        Assert.Equal(new SourceLocation("m.rego", 5, 5), rule.Else!.Location);
        Assert.Equal("else := 2", rule.Else.Text);
        Assert.Equal("q contains 1", module.Rules[1].Text);
        Assert.Equal([new Comment(new SourceLocation("m.rego", 5, 15), " end")], module.Comments);
    }
}
