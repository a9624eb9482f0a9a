namespace Stoa.Rego.Tests.Evaluation;

/// <summary>Documents that rules make, over base data.</summary>
public sealed class DocumentTests
{
    [Theory]
    // Else, in order; several rules of one name must agree.
    [InlineData("p := 1 if input.no else := 2 if input.missing else := 3", "3")]
    [InlineData("p := 1 if input.no else := 2 if input.a else := 3", "2")]
    [InlineData("p := 1 if input.no else if input.a", "true")]
    [InlineData("p := 1 if input.no else := 2 if input.no", "undefined")]
    [InlineData("default p := 9\np := 1 if input.no else := 2 if input.no", "9")]
    [InlineData("p := 1 if input.no else := 2\np := 2 if input.a", "2")]
    [InlineData("f(x) := 1 if x > 1 else := 2 if x > 0 else := 3\np := [f(2), f(1), f(0)]", "[1, 2, 3]")]
    [InlineData("p := false if input.a else := true", "false")]
    [InlineData("p := x if { some x in [1, 1] }", "1")]
    [InlineData("p := 1 if input.a\np := 1 if input.b", "1")]
    // Functions by patterns.
    [InlineData("f([x, 1]) := x\nf([_, 2]) := \"two\"\np := [f([5, 1]), f([5, 2])]", "[5, \"two\"]")]
    [InlineData("f({\"a\": x}) := x\np := f({\"a\": 3})", "3")]
    [InlineData("f({\"a\": x}) := x\np := f({\"a\": 3, \"b\": 4})", "undefined")]
    [InlineData("f(\"a\") := 1\nf(\"b\") := 2\np := [f(\"a\"), f(\"b\")]", "[1, 2]")]
    [InlineData("f(x, x) := 1\np := f(2, 2)", "1")]
    [InlineData("f(x, x) := 1\np := f(2, 3)", "undefined")]
    [InlineData("f(_, _) := 1\np := f(2, 3)", "1")]
    [InlineData("default f(_) := 0\nf(x) := y if { y := x.a }\np := [f({\"a\": 1}), f({})]", "[1, 0]")]
    // Objects at computed keys.
    [InlineData("p[x] := y if { some x, y in {\"a\": 1, \"b\": 2} }", "{\"a\": 1, \"b\": 2}")]
    [InlineData("p[x][y] := 1 if { some x in [\"a\", \"b\"]; some y in [\"c\"] }", "{\"a\": {\"c\": 1}, \"b\": {\"c\": 1}}")]
    [InlineData("p[x].c := 1 if { some x in [\"a\", \"b\"] }", "{\"a\": {\"c\": 1}, \"b\": {\"c\": 1}}")]
    [InlineData("p[x] contains y if { some x in [\"a\", \"b\"]; some y in [1, 2] }", "{\"a\": {1, 2}, \"b\": {1, 2}}")]
    [InlineData("p.a contains 1\np.a contains 2\np.b contains 3", "{\"a\": {1, 2}, \"b\": {3}}")]
    [InlineData("p.q[x] contains y if { some x in [\"a\"]; some y in [1, 2] }\np.r := 5", "{\"q\": {\"a\": {1, 2}}, \"r\": 5}")]
    [InlineData("p[x] := 1 if x := \"a\"\np.b := 2", "{\"a\": 1, \"b\": 2}")]
    [InlineData("p[x] := 1 if x := \"a\"\np.a := 1", "{\"a\": 1}")]
    [InlineData("p[x][y] := 1 if { x := \"a\"; y := \"b\" }\np.a.c := 2", "{\"a\": {\"b\": 1, \"c\": 2}}")]
    [InlineData("p[1] := \"a\"\np[true] := \"b\"\np[null] := \"c\"", "{null: \"c\", true: \"b\", 1: \"a\"}")]
    [InlineData("p[[1, x]] := x if { some x in [1, 2] }", "{[1, 1]: 1, [1, 2]: 2}")]
    [InlineData("q[x] := 2 * x if { some x in [1, 2] }\np := q[2]", "4")]
    [InlineData("q[x] := 2 * x if { some x in [1, 2] }\np := {k | q[k] = 4}", "{2}")]
    [InlineData("q[x][y] := 1 if { x := \"a\"; y := \"b\" }\np := q.a.b", "1")]
    [InlineData("q[x].b := x if { some x in [1, 2] }\np := {y | y := q[_].b}", "{1, 2}")]
    // Sets in references.
    [InlineData("q contains x if { some x in [1, 2] }\np := q[1]", "1")]
    [InlineData("q contains x if { some x in [1, 2] }\np := q[3]", "undefined")]
    [InlineData("q contains x if { some x in [1, 2] }\np := {x | q[x]}", "{1, 2}")]
    [InlineData("p := x if { x := {[1, 2], [3]}[[3]] }", "[3]")]
    // Base and virtual documents.
    [InlineData("p := data.base.x", "1")]
    [InlineData("p := data.test.q\nq := 2", "2")]
    [InlineData("p := data.mix.v", "\"rule\"")]
    [InlineData("p := data.mix.b", "\"base\"")]
    [InlineData("p := {k | data.mix[k]}", "{\"b\", \"v\"}")]
    [InlineData("p := data.mix", "{\"b\": \"base\", \"v\": \"rule\"}")]
    [InlineData("p := {k | some k, _ in data.mix}", "{\"b\", \"v\"}")]
    [InlineData("p := data.mix[input.key]", "\"rule\"")]
    [InlineData("p := data[input.top].x", "1")]
    [InlineData("p := {[k, l] | data.deep[k][l]}", "{[\"a\", \"x\"], [\"a\", \"y\"]}")]
    [InlineData("p := data.missing", "undefined")]
    [InlineData("p := data.missing.a.b", "undefined")]
    public void P_Is(string rules, string expected)
    {
        var policy = new RegoCompiler()
            .AddModule("m", $"package test\n{rules}")
            .AddModule("mix", "package mix\nv := \"rule\"")
            .AddModule("deep", "package deep.a\ny := 2")
            .AddData((RegoObject)RegoJson.Parse("""{"base": {"x": 1}, "mix": {"b": "base", "v": "hidden"}, "deep": {"a": {"x": 1}}}"""))
            .Compile();
        var input = RegoJson.Parse("""{"a": true, "no": false, "b": true, "key": "v", "top": "base"}""");
        Assert.Equal(expected, Rules.Text(policy.Document("data.test.p").Evaluate(input)));
    }

    [Theory]
    [InlineData("p := 1\np := 2", "3:1 eval_conflict_error: complete rules must not produce multiple outputs")]
    [InlineData("p := x if { some x in [1, 2] }", "2:1 eval_conflict_error: complete rules must not produce multiple outputs")]
    [InlineData("p := f(1)\nf(_) := 1\nf(_) := 2", "4:1 eval_conflict_error: functions must not produce multiple outputs for same inputs")]
    [InlineData("p[x] := y if { some x in [\"a\"]; some y in [1, 2] }", "2:1 eval_conflict_error: object keys must be unique")]
    [InlineData("p[x] := 1 if x := \"a\"\np.a := 2", "3:1 eval_conflict_error: object keys must be unique")]
    [InlineData("p := {\"a\": x | some x in [1, 2]}", "2:6 eval_conflict_error: object keys must be unique")]
    [InlineData("p := {x: 1, y: 2} if { x := \"a\"; y := \"a\" }", "2:6 eval_conflict_error: object keys must be unique")]
    public void AConflict_IsAnError(string rules, string expected) => Assert.Equal(expected, Rules.Error(rules));

    [Theory]
    [InlineData("p := f(1, 2)\nf(_, _)", "true")]
    [InlineData("p := [f(1), g(2)]\nf(1)\ng(x)", "[true, true]")]
    [InlineData("p := f(2)\nf(1)", "undefined")]
    public void Function_WithoutValueAndBody_IsTrue(string rules, string value) => Assert.Equal(value, Rules.P(rules));

    [Fact]
    public void Data_OfAnotherPolicy_IsSeenBySameRules()
    {
        var policy = Rules.Compile("p := data.x + 1", data: RegoObject.Of(("x", 1)));
        Assert.Equal("2", Rules.Text(policy.Document("data.test.p").Evaluate()));
        Assert.Equal("11", Rules.Text(policy.WithData(RegoObject.Of(("x", 10))).Document("data.test.p").Evaluate()));
    }

    [Fact]
    public void AQuery_AnswersWithAllSolutions()
    {
        var policy = Rules.Compile("q contains x if { some x in [1, 2, 3] }");
        var solutions = policy.Query("data.test.q[x]; x > 1; y := x * 10").Evaluate();
        Assert.Equal(["2 20", "3 30"], solutions.Select(solution => $"{solution["x"]} {solution["y"]}"));
        Assert.Empty(policy.Query("data.test.q[9]").Evaluate());
        Assert.Single(policy.Query("true").Evaluate());
    }
}
