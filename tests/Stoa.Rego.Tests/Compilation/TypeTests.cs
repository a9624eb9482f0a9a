namespace Stoa.Rego.Tests.Compilation;

/// <summary>What can never hold, as the kinds of values are plain from the source.</summary>
public sealed class TypeTests
{
    [Theory]
    [InlineData("p if { null = true }", "3:8", "match error")]
    [InlineData("p if { true = null }", "3:8", "match error")]
    [InlineData("p if { 1 == \"a\" }", "3:8", "match error")]
    [InlineData("p if { not 1 == \"a\" }", "3:8", "match error")]
    [InlineData("p if { [1, 2] = null }", "3:8", "match error")]
    [InlineData("p if { [1, 2] = [1, 2, 3] }", "3:8", "match error")]
    [InlineData("p if { [1, [2]] = [1, [\"2\"]] }", "3:8", "match error")]
    [InlineData("p if { {\"a\": 1} = {1} }", "3:8", "match error")]
    [InlineData("p if { {1} = [1] }", "3:8", "match error")]
    [InlineData("p if { [1 | true] = {1 | true} }", "3:8", "match error")]
    [InlineData("p if { x := 1; x == \"a\" }", "3:16", "match error")]
    [InlineData("p if { x := [1]; x = {\"a\": 1} }", "3:18", "match error")]
    [InlineData("p if { count([1]) == \"1\" }", "3:8", "match error")]
    [InlineData("p if { q == \"a\" }\nq := 1", "3:8", "match error")]
    [InlineData("p if { q == \"a\" }\nq contains 1", "3:8", "match error")]
    [InlineData("p if { q = [] }\nq[x] := 1 if x := \"a\"", "3:8", "match error")]
    [InlineData("p if { f(1) == \"a\" }\nf(x) := 1 if x > 1\nf(x) := true if x < 1", "3:8", "match error")]
    [InlineData("p if { some x in [1]; x; 1 == null }", "3:26", "match error")]
    [InlineData("p := [x | x := 1; x == \"a\"]", "3:19", "match error")]
    [InlineData("p if { every x in [1] { x; true == 1 } }", "3:28", "match error")]
    // Operands.
    [InlineData("p if { 1 + \"a\" > 1 }", "3:8", "plus: invalid argument(s)")]
    [InlineData("p := 1 + \"a\"", "3:6", "plus: invalid argument(s)")]
    [InlineData("p if { upper(1) }", "3:8", "upper: invalid argument(s)")]
    [InlineData("p if { not startswith([], \"a\") }", "3:8", "startswith: invalid argument(s)")]
    [InlineData("p := upper(1)", "3:6", "upper: invalid argument(s)")]
    [InlineData("p := count(1)", "3:6", "count: invalid argument(s)")]
    [InlineData("p := sum(\"a\")", "3:6", "sum: invalid argument(s)")]
    [InlineData("p := upper(count([]))", "3:6", "upper: invalid argument(s)")]
    [InlineData("p if { x := \"a\"; y := x * 2; y }", "3:23", "mul: invalid argument(s)")]
    [InlineData("p := concat(\",\", 1)", "3:6", "concat: invalid argument(s)")]
    [InlineData("p := trim([x | x := 1], \"a\")", "3:6", "trim: invalid argument(s)")]
    [InlineData("p := lower(q)\nq := 1", "3:6", "lower: invalid argument(s)")]
    // References into what has nothing within.
    [InlineData("p if { x := 1; x.y }", "3:16", "undefined ref: x.y")]
    [InlineData("p if { x := \"a\"; x[0] == \"a\" }", "3:18", "undefined ref: x[0]")]
    [InlineData("p if { x := true; x[_] }", "3:19", "undefined ref: x[_]")]
    [InlineData("p if { q.a }\nq := 1", "3:8", "undefined ref: data.test.q.a")]
    [InlineData("p if { q[\"a b\"][0] }\nq := null", "3:8", "undefined ref: data.test.q[\"a b\"][0]")]
    [InlineData("p if { q.a }\nq := 1 if input.a\nq := \"a\" if input.b", "3:8", "undefined ref: data.test.q.a")]
    [InlineData("p if { data.test.q.a }\ndefault q := false\nq if input.a", "3:8", "undefined ref: data.test.q.a")]
    [InlineData("p if { count([])[0] }", "3:8", "undefined ref: _[0]")]
    public void AMismatch_IsAnError(string rules, string at, string message)
    {
        var errors = CompileErrors.Find($"package test\n\n{rules}");
        Assert.Equal($"{at} rego_type_error: {message}", CompileErrors.Of($"package test\n\n{rules}"));
        Assert.NotNull(errors[0].Hint);
    }

    [Theory]
    [InlineData("p if { x := input.x; x == 1; x == \"a\" }")]
    [InlineData("p if { x = 1; y = x; y == 1 }")]
    [InlineData("p if { q == \"a\" }\ndefault q := 1\nq := \"a\" if input.a")]
    [InlineData("p if { q.a == 1 }\ndefault q := false\nq := {\"a\": 1} if input.a")]
    [InlineData("p if { [x, \"b\"] = [\"a\", y]; x; y }")]
    [InlineData("p if { {1} - {2} == {1} }")]
    [InlineData("p if { f(1) == \"a\" }\nf(x) := x")]
    [InlineData("p if { data.base.x == 1; data.base.x == \"a\" }")]
    [InlineData("p if { json.unmarshal(\"1\") == 1 }")]
    public void WhatMayHold_Compiles(string rules) => Assert.NotNull(new RegoCompiler().AddModule("m", $"package test\n\n{rules}").Compile());

    [Fact]
    public void ALongChainOfRules_IsInferredWithoutItsLength()
    {
        var rules = string.Join('\n', Enumerable.Range(0, 5_000).Select(i => $"r{i} := r{i + 1}"));
        Assert.NotNull(new RegoCompiler().AddModule("m", $"package test\n{rules}\nr5000 := 1\np if r0 == 1").Compile());
    }
}
