namespace Stoa.Rego.Tests.Compilation;

/// <summary>Rules that cannot stand beside each other.</summary>
public sealed class ConflictTests
{
    [Theory]
    [InlineData("p := 1\np contains 1", "3:1", "conflicting rules data.test.p found")]
    [InlineData("p contains 1\np := 1", "3:1", "conflicting rules data.test.p found")]
    [InlineData("p := 1\np(_) := 1", "3:1", "conflicting rules data.test.p found")]
    [InlineData("p(_) := 1\np(_, _) := 1", "3:1", "conflicting rules data.test.p found")]
    [InlineData("p contains 1\np[x] := 1 if x := \"a\"", "3:1", "conflicting rules data.test.p[x] found")]
    [InlineData("p := 1\np[x] := 1 if x := \"a\"", "3:1", "conflicting rules data.test.p[x] found")]
    [InlineData("p.q := 1\np.q[r] := 2 if r := \"a\"", "3:1", "conflicting rules data.test.p.q[r] found")]
    [InlineData("p.q.w[x] := 1 if x := \"a\"\np.q.w contains \"a\"", "3:1", "conflicting rules data.test.p.q.w found")]
    [InlineData("p[x] contains 1 if x := \"a\"\np contains 1", "3:1", "conflicting rules data.test.p found")]
    [InlineData("default p := 1\np contains 1", "3:1", "conflicting rules data.test.p found")]
    // Documents below values, sets and functions.
    [InlineData("p := 1\np.q := 2", "3:1", "rule data.test.p conflicts with [data.test.p.q]")]
    [InlineData("p.q.r if true\np.q.r.s if true\np.q.r.t if true", "3:1", "rule data.test.p.q.r conflicts with [data.test.p.q.r.s data.test.p.q.r.t]")]
    [InlineData("p := 1\np.r[s] := 2 if s := \"a\"", "3:1", "rule data.test.p conflicts with [data.test.p.r[s]]")]
    [InlineData("p contains 1\np.q := 42", "3:1", "rule data.test.p conflicts with [data.test.p.q]")]
    [InlineData("p(x) := x\np.q.r if true", "3:1", "rule data.test.p conflicts with [data.test.p.q.r]")]
    [InlineData("p.q(x) := x\np.q.r := 1", "3:1", "rule data.test.p.q conflicts with [data.test.p.q.r]")]
    [InlineData("a[x].c := 1 if x := \"a\"\na.b.d(x) := x", "3:1", "rule data.test.a[x].c conflicts with [data.test.a.b.d]")]
    // Defaults: at the package, as there is no one rule to blame.
    [InlineData("default p := 1\ndefault p := 2", "1:1", "multiple default rules data.test.p found at m:3, m:4")]
    [InlineData("default p.q := 1\np.q := 2\ndefault p.q := 3", "1:1", "multiple default rules data.test.p.q found at m:3, m:5")]
    [InlineData("default f(_) := 1\ndefault f(_) := 2", "1:1", "multiple default rules data.test.f found at m:3, m:4")]
    public void RulesInConflict_AreAnError(string rules, string at, string message) =>
        Assert.Equal($"{at} rego_type_error: {message}", CompileErrors.Of($"package test\n\n{rules}"));

    [Theory]
    [InlineData("package a.b\n\np.q := 1\n---\npackage a.b.p\n\nq(_) := 2", "3:1 rego_type_error: conflicting rules data.a.b.p.q found")]
    [InlineData("package a\n\nq if true\n---\npackage a.q", "1:1 rego_type_error: package a.q conflicts with rule q defined at m:3")]
    [InlineData("package a\n\nq := 1\n---\npackage a.q\n\nr := 1", "1:1 rego_type_error: package a.q conflicts with rule q defined at m:3\n3:1 rego_type_error: rule data.a.q conflicts with [data.a.q.r]")]
    [InlineData("package a\n\nq contains 1\n---\npackage a.q.r\n\ns := 1", "1:1 rego_type_error: package a.q.r conflicts with rule q defined at m:3\n3:1 rego_type_error: rule data.a.q conflicts with [data.a.q.r.s]")]
    public void ModulesInConflict_AreAnError(string modules, string expected) => Assert.Equal(expected, CompileErrors.Of(modules));

    [Theory]
    [InlineData("p[x] := 1 if x := \"a\"\np.q := 2")]
    [InlineData("p[x] := 1 if x := \"a\"\np.q[y] := 2 if y := \"b\"")]
    [InlineData("p[x] contains 1 if x := \"a\"\np.q contains 2")]
    [InlineData("p contains 1\np contains 2")]
    [InlineData("default p := 1\np := 2 if input.a")]
    [InlineData("p.a := 1\np.b := 2")]
    public void RulesThatGoTogether_Compile(string rules) => Assert.NotNull(new RegoCompiler().AddModule("m", $"package test\n\n{rules}").Compile());

    [Fact]
    public void APackageBelowComputedKeys_IsFine() => Assert.NotNull(
        new RegoCompiler().AddModule("a", "package a\nq[x] := 1 if x := \"b\"").AddModule("b", "package a.q.r\ns := 1").Compile());

    [Fact]
    public void Hints_SayWhatToDo()
    {
        Assert.Contains("one kind of document", CompileErrors.Find("package a\np := 1\np contains 1")[0].Hint, StringComparison.Ordinal);
        Assert.Contains("no documents below", CompileErrors.Find("package a\np := 1\np.q := 1")[0].Hint, StringComparison.Ordinal);
        Assert.Equal("Keep one of them.", CompileErrors.Find("package a\ndefault p := 1\ndefault p := 2")[0].Hint);
    }
}
