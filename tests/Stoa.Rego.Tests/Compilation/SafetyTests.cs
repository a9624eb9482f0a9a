namespace Stoa.Rego.Tests.Compilation;

/// <summary>Variables that nothing binds are reported once each, where the expression begins that first needs them.</summary>
public sealed class SafetyTests
{
    [Theory]
    // In expressions.
    [InlineData("p if x == 1", "3:6", "x")]
    [InlineData("p if { x > 1 }", "3:8", "x")]
    [InlineData("p if { input.a == x }", "3:8", "x")]
    [InlineData("p if { x }", "3:8", "x")]
    [InlineData("p if { x.y }", "3:8", "x")]
    [InlineData("p if { x[1].y }", "3:8", "x")]
    [InlineData("p if { true; x.y.z = 1 }", "3:14", "x")]
    [InlineData("p if { [x, 1] == [1, 1] }", "3:8", "x")]
    [InlineData("p if { {\"a\": x} == input.a }", "3:8", "x")]
    [InlineData("p if { {1, x} = {1, 2} }", "3:8", "x")]
    [InlineData("p if { {x: 1} = {\"a\": 1} }", "3:8", "x")]
    [InlineData("p if { y := x }", "3:8", "x,y")]
    [InlineData("p if { y := 1; y < x; x > 0 }", "3:16", "x")]
    [InlineData("p if {\n\ty := [\n\t\tx,\n\t]\n\ty == input.a\n}", "4:2", "x,y")]
    // In calls.
    [InlineData("p if { count(x) }", "3:8", "x")]
    [InlineData("p if { count([1, x]) > 0 }", "3:8", "x")]
    [InlineData("p if { 0 < count(x) }", "3:12", "x")]
    [InlineData("p if { 1 == abs(x) + 1 }", "3:13", "x")]
    [InlineData("p if { count([1, 2, x], x) }", "3:8", "x")]
    [InlineData("p if { f(x) }\nf(_) := 1", "3:8", "x")]
    [InlineData("p if { 1 == f(f(x)) }\nf(a) := a", "3:15", "x")]
    [InlineData("p if { walk(x, [_, _]) }", "3:8", "_,_,x")]
    [InlineData("p if { x in input.a }", "3:8", "x")]
    [InlineData("p if { 1 in x }", "3:8", "x")]
    [InlineData("p if { x, 1 in input.a }", "3:8", "x")]
    // In negations.
    [InlineData("p if { not x }", "3:8", "x")]
    [InlineData("p if { not x == 1 }", "3:8", "x")]
    [InlineData("p if { not input.a[x] }", "3:8", "x")]
    [InlineData("p if { not input.a[_] == 1 }", "3:8", "_")]
    [InlineData("p if { a := [1]; not a[i] = 1 }", "3:18", "i")]
    [InlineData("p if { not x = 1 }", "3:8", "x")]
    [InlineData("p if { a := [1]; not [1] = [a[i]] }", "3:18", "i")]
    [InlineData("p if { not startswith(x, \"a\") }", "3:8", "x")]
    // In other statements.
    [InlineData("p if { some x in y; x }", "3:8", "x,y")]
    [InlineData("p if { some x, y in z; x; y }", "3:8", "x,y,z")]
    [InlineData("p if { every x in y { x } }", "3:19", "y")]
    [InlineData("p if { every x in [1] { x > y } }", "3:25", "y")]
    [InlineData("p if { every x in [1] { x > 0; not y } }", "3:32", "y")]
    [InlineData("p if { input.a with input as x }", "3:8", "x")]
    [InlineData("p if { input.a with input.b as {\"c\": x} }", "3:8", "x")]
    [InlineData("p if { input.a with data.b as x.y }", "3:8", "x")]
    [InlineData("p if { some x; x > 1 }", "3:16", "x")]
    // In comprehensions.
    [InlineData("p := [x | true]", "3:6", "x")]
    [InlineData("p if { _ = [x | true] }", "3:8", "x")]
    [InlineData("p if { _ = {x: 1 | true} }", "3:8", "x")]
    [InlineData("p if { _ = {1 | x > 1} }", "3:17", "x")]
    [InlineData("p if { _ = [x | x = input.a[_]; y > 1] }", "3:33", "y")]
    [InlineData("p if { _ = [v | v = [w | w != 0]] }", "3:26", "w")]
    [InlineData("p if { _ = [v | v = [x | x = input.a[_]]; x > 1] }", "3:17", "x")]
    [InlineData("p if { x = [x | x = 1] }", "3:8", "x")]
    [InlineData("p if { count([count(x) | true]) > 0 }", "3:15", "x")]
    // In heads: at the variable itself.
    [InlineData("p := x", "3:6", "x")]
    [InlineData("p := [1, x]", "3:10", "x")]
    [InlineData("p := {\"a\": x} if true", "3:12", "x")]
    [InlineData("p contains x", "3:12", "x")]
    [InlineData("p contains {\"a\": x.b} if true", "3:12", "x")]
    [InlineData("p[x] := 1", "3:3", "x")]
    [InlineData("p[y] := x if y := \"a\"", "3:9", "x")]
    [InlineData("a.b.c[x] if true", "3:7", "x")]
    [InlineData("f(a) := b", "3:9", "b")]
    [InlineData("f(a) := count(b)", "3:9", "b")]
    [InlineData("p if { false } else := x if { true }", "3:24", "x")]
    [InlineData("p if { false } else if { x > 1 }", "3:26", "x")]
    public void AVariableThatNothingBinds_IsReportedOnce(string rules, string first, string names)
    {
        var errors = CompileErrors.Find($"package test\n\n{rules}");
        Assert.All(errors, error => Assert.Equal(RegoErrorCodes.UnsafeVar, error.Code));
        Assert.Equal(first, $"{errors[0].Location?.Row}:{errors[0].Location?.Column}");
        Assert.Equal(names.Split(',').Select(name => $"var {name} is unsafe"), errors.Select(error => error.Message).Order());
        Assert.All(errors, error => Assert.StartsWith("Bind it", error.Hint, StringComparison.Ordinal));
    }

    [Fact]
    public void SeveralVariables_AreReportedInOrderOfTheirPlaces() => Assert.Equal(
        """
        4:2 rego_unsafe_var_error: var x is unsafe
        5:2 rego_unsafe_var_error: var y is unsafe
        7:6 rego_unsafe_var_error: var z is unsafe
        """,
        CompileErrors.Of("package test\n\np if {\n\tnot x\n\tx > y\n}\nq := z"));

    [Fact]
    public void TheSameNameInTwoRules_IsReportedInBoth() => Assert.Equal(
        "3:6 rego_unsafe_var_error: var x is unsafe\n4:6 rego_unsafe_var_error: var x is unsafe",
        CompileErrors.Of("package test\n\np if x\nq if x"));

    [Fact]
    public void ATemplatesVariables_MustBeBoundOutside()
    {
        Assert.Equal("3:9 rego_compile_error: var x is undeclared", CompileErrors.Of("package test\n\np := $\"{x}\""));
        Assert.Equal("3:26 rego_compile_error: var _ is undeclared", CompileErrors.Of("package test\n\np if { a := [1]; b := $\"{a[_]}\"; b == input.b }"));
    }

    [Fact]
    public void WhatPrintShows_MustBeBoundOutside() => Assert.Equal(
        "3:14 rego_compile_error: var x is undeclared",
        CompileErrors.Of("package test\n\np if { print(x) }", new RegoCompilerOptions { EnablePrint = true }));

    [Fact]
    public void AQuery_IsHeldToTheSame()
    {
        var error = Assert.Throws<RegoException>(() => new RegoCompiler().Compile().Query("x > 1; not y")).Errors;
        Assert.Equal(["var x is unsafe", "var y is unsafe"], error.Select(found => found.Message));
        Assert.Equal([1, 8], error.Select(found => found.Location!.Value.Column));
    }
}
