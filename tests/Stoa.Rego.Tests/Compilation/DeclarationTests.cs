namespace Stoa.Rego.Tests.Compilation;

/// <summary>Names are declared once, before they are used, and for something.</summary>
public sealed class DeclarationTests
{
    [Theory]
    [InlineData("p if { x := 1; x := 2 }", "3:16", "var x assigned above")]
    [InlineData("p if { x := 1; [y, x] := [1, 2] }", "3:20", "var x assigned above")]
    [InlineData("p if { x := 1; {\"a\": x} := {\"a\": 1} }", "3:22", "var x assigned above")]
    [InlineData("p if { [x, x] := [1, 1] }", "3:12", "var x assigned above")]
    [InlineData("p if { x := 1; some x in [1]; x }", "3:16", "var x assigned above")]
    [InlineData("p if { x := 1; some x; x }", "3:16", "var x assigned above")]
    [InlineData("p if { some x in [1]; x := 1 }", "3:23", "var x declared above")]
    [InlineData("p if { some x; x = 1; some x }", "3:23", "var x declared above")]
    [InlineData("p if { some x, x; x = 1 }", "3:8", "var x declared above")]
    [InlineData("p if { some x in [1]; some y, x in [1] }", "3:23", "var x declared above")]
    [InlineData("p if { x = 1; x := 2 }", "3:15", "var x referenced above")]
    [InlineData("p if { x = 1; some x; x }", "3:15", "var x referenced above")]
    [InlineData("p if { x.y == 1; x := 2 }", "3:18", "var x referenced above")]
    [InlineData("p if { x := x }", "3:8", "var x referenced above")]
    [InlineData("p if { x := [x | x = 1] }", "3:8", "var x referenced above", false)]
    [InlineData("p if { _ = [1 | y := 1; y := 2] }", "3:25", "var y assigned above")]
    [InlineData("p := [1 | y := 1; y := 2]", "3:19", "var y assigned above")]
    [InlineData("p if { every x in [1] { y := 1; y := x } }", "3:33", "var y assigned above")]
    [InlineData("p if { every x, x in [1] { x } }", "3:8", "var x declared above")]
    [InlineData("f(x) := y if { x := 1; y := 2 }", "3:16", "arg x redeclared")]
    [InlineData("f(x) if { some x in [1] }", "3:11", "arg x redeclared")]
    [InlineData("f([x]) if { x := 1 }", "3:13", "arg x redeclared")]
    [InlineData("f({\"a\": x}) if { some x }", "3:18", "arg x redeclared")]
    // Declared for nothing.
    [InlineData("p if { some x }", "3:8", "declared var x unused")]
    [InlineData("p if { true; some x }", "3:14", "declared var x unused")]
    [InlineData("p if { some x, y; y = 1 }", "3:8", "declared var x unused")]
    [InlineData("p if { _ = [1 | some x] }", "3:17", "declared var x unused")]
    [InlineData("p if { every x in [1] { x; some y } }", "3:28", "declared var y unused")]
    [InlineData("p if { x = 1; _ = [1 | some x] }", "3:24", "declared var x unused")]
    [InlineData("p if { false } else if { some x }", "3:26", "declared var x unused")]
    // Wrong assignments.
    [InlineData("p if { not x := 1 }", "3:8", "cannot assign vars inside negated expression")]
    [InlineData("p if { null := 1 }", "3:8", "cannot assign to null")]
    [InlineData("p if { true := 1 }", "3:8", "cannot assign to boolean")]
    [InlineData("p if { 4.5 := 1 }", "3:8", "cannot assign to number")]
    [InlineData("p if { \"a\" := 1 }", "3:8", "cannot assign to string")]
    [InlineData("p if { {1} := {1} }", "3:8", "cannot assign to set")]
    [InlineData("p if { input.a := 1 }", "3:8", "cannot assign to ref")]
    [InlineData("p if { x := 1; x.y := 2 }", "3:16", "cannot assign to ref")]
    [InlineData("p if { 1 + 1 := 2 }", "3:8", "cannot assign to call")]
    [InlineData("p if { count([]) := 0 }", "3:8", "cannot assign to call")]
    [InlineData("p if { [1 | true] := [] }", "3:8", "cannot assign to arraycomprehension")]
    [InlineData("p if { {1 | true} := {1} }", "3:8", "cannot assign to setcomprehension")]
    [InlineData("p if { {1: 1 | true} := {} }", "3:8", "cannot assign to objectcomprehension")]
    [InlineData("p if { [x, 1] := [1, 1]; x }", "3:12", "cannot assign to number")]
    [InlineData("p if { {\"a\": input.a} := {} }", "3:14", "cannot assign to ref")]
    // Root documents.
    [InlineData("p if { input := 1 }", "3:8", "variables must not shadow input (use a different variable name)")]
    [InlineData("p if { data := 1 }", "3:8", "variables must not shadow data (use a different variable name)")]
    [InlineData("p := [x | input := 1; x := 2]", "3:11", "variables must not shadow input (use a different variable name)")]
    [InlineData("f(input) := 1", "3:1", "args must not shadow input (use a different variable name)")]
    [InlineData("f([data]) := 1", "3:1", "args must not shadow data (use a different variable name)")]
    [InlineData("input := 1", "3:1", "rules must not shadow input (use a different rule name)")]
    [InlineData("data.a := 1", "3:1", "rules must not shadow data (use a different rule name)")]
    public void AWrongDeclaration_IsAnError(string rules, string at, string message, bool isError = true)
    {
        if (!isError)
        {
            new RegoCompiler().AddModule("m", $"package test\n\n{rules}").Compile();
            return;
        }

        Assert.Equal($"{at} rego_compile_error: {message}", CompileErrors.Of($"package test\n\n{rules}"));
    }

    [Fact]
    public void SeveralErrors_AreReportedAtOnce() => Assert.Equal(
        """
        5:2 rego_compile_error: var r1 referenced above
        7:6 rego_compile_error: var r2 assigned above
        11:2 rego_compile_error: cannot assign vars inside negated expression
        15:2 rego_compile_error: declared var z unused
        """,
        CompileErrors.Of("package test\n\na if {\n\tr1 = 1\n\tr1 := 2\n\tr2 := 1\n\t[b, r2] := [1, 2]\n}\n\nc if {\n\tnot a := 1\n}\n\nd if {\n\tsome z\n}"));

    [Fact]
    public void ADeclarationMistake_HidesThatOthersSeemUnused() => Assert.Equal(
        "3:16 rego_compile_error: var x declared above", CompileErrors.Of("package test\n\np if { some x; some x; some y }"));

    [Fact]
    public void Hints_SayWhatToDo()
    {
        Assert.Equal("Give the new variable a name of its own.", CompileErrors.Find("package a\np if { x := 1; x := 2 }")[0].Hint);
        Assert.Equal("Compare with == or unify with =.", CompileErrors.Find("package a\np if { input.x := 1 }")[0].Hint);
        Assert.Equal("Use it or take it out of the declaration.", CompileErrors.Find("package a\np if { some x }")[0].Hint);
    }
}
