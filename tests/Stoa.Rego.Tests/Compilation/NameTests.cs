namespace Stoa.Rego.Tests.Compilation;

/// <summary>Imports and the names that they take.</summary>
public sealed class NameTests
{
    [Theory]
    [InlineData("import input.foo\nimport data.foo\np := foo", "4:1 rego_compile_error: import must not shadow import input.foo")]
    [InlineData("import input.foo\nimport data.foo\nimport data.bar.foo\np := foo", "4:1 rego_compile_error: import must not shadow import input.foo\n5:1 rego_compile_error: import must not shadow import input.foo")]
    [InlineData("import input.foo\nimport input.bar as foo\np := foo", "4:1 rego_compile_error: import must not shadow import input.foo")]
    [InlineData("import data.foo as input\np := 1", "3:1 rego_compile_error: imports must not shadow input (use a different alias)")]
    [InlineData("import input.foo as data\np := 1", "3:1 rego_compile_error: imports must not shadow data (use a different alias)")]
    public void AWrongImport_IsAnError(string source, string expected) => Assert.Equal(expected, CompileErrors.Of($"package test\n\n{source}"));

    [Theory]
    [InlineData("import rego.v1\np := 1")]
    [InlineData("import future.keywords.in\nimport future.keywords.if\np := 1")]
    [InlineData("import data.foo\nimport data.foo as bar\np := [foo, bar]")]
    [InlineData("import input.foo\np if { foo := 1; foo == 1 }")]
    public void ARightImport_Compiles(string source) => Assert.NotNull(new RegoCompiler().AddModule("m", $"package test\n\n{source}").Compile());

    [Fact]
    public void ErrorsOfSeveralModules_AreSortedByFileAndPlace() => Assert.Equal(
        "2:6 rego_unsafe_var_error: var x is unsafe\n3:6 rego_unsafe_var_error: var y is unsafe\nm1:2:6 rego_unsafe_var_error: var z is unsafe",
        CompileErrors.Of("package a\np if x\nq if y\n---\npackage b\nr if z"));

    [Fact]
    public void ErrorsOfOneStage_AreReportedTogether_LaterStagesWait() => Assert.Equal(
        "2:6 rego_type_error: undefined function nope\n3:16 rego_compile_error: var x assigned above",
        CompileErrors.Of("package a\np if nope(1)\nq if { x := 1; x := 2 }\nr if unsafe"));

    [Fact]
    public void TooManyErrors_AreCutOff()
    {
        var errors = CompileErrors.Find("package a\n" + string.Join('\n', Enumerable.Range(0, 200).Select(i => $"p{i} if x{i}")));
        Assert.Equal(50, errors.Count);
        Assert.Equal(2, errors[0].Location!.Value.Row);
    }

    [Fact]
    public void AnError_PrintsWithItsPlaceCodeAndHint() => Assert.StartsWith(
        "m:2:6: rego_unsafe_var_error: var x is unsafe (Bind it", CompileErrors.Find("package a\np if x")[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void ColumnsCountBytes_AsOpaCounts() => Assert.Equal(
        "2:17 rego_unsafe_var_error: var x is unsafe", CompileErrors.Of("package a\np if { \"ä€\"; x }"));
}
