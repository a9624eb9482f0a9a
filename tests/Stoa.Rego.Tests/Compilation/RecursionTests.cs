namespace Stoa.Rego.Tests.Compilation;

/// <summary>No rule may depend on itself. Each that does is reported, with the way that leads back.</summary>
public sealed class RecursionTests
{
    [Theory]
    [InlineData("p if p", "3:1 p: p -> p")]
    [InlineData("p := q\nq := p", "3:1 p: p -> q -> p|4:1 q: q -> p -> q")]
    [InlineData("a if b\nb if c\nc if { d; e }\nd if true\ne if a", "3:1 a: a -> b -> c -> e -> a|4:1 b: b -> c -> e -> a -> b|5:1 c: c -> e -> a -> b -> c|7:1 e: e -> a -> b -> c -> e")]
    [InlineData("s if t\nt if s\nx if s", "3:1 s: s -> t -> s|4:1 t: t -> s -> t")]
    [InlineData("f(x) := f(x)", "3:1 f: f -> f")]
    [InlineData("f(x) := y if { f(x, y) }", "3:1 f: f -> f")]
    [InlineData("f(x) := g(x)\ng(x) := f(x)", "3:1 f: f -> g -> f|4:1 g: g -> f -> g")]
    [InlineData("f(x) := x + p\np := f(1)", "3:1 f: f -> p -> f|4:1 p: p -> f -> p")]
    [InlineData("p contains x if { q[x] }\nq contains x if { a = [true | p[_]]; a[_] = x }", "3:1 p: p -> q -> p|4:1 q: q -> p -> q")]
    [InlineData("p := {x | some x in p}", "3:1 p: p -> p")]
    [InlineData("p if { every x in [1] { x; p } }", "3:1 p: p -> p")]
    [InlineData("q contains 1 if { every x in q { x == 1 } }", "3:1 q: q -> q")]
    [InlineData("p if { not p }", "3:1 p: p -> p")]
    [InlineData("p if { input.a with input.a as p }", "3:1 p: p -> p")]
    [InlineData("p if { data.test }", "3:1 p: p -> p")]
    [InlineData("p if { data }", "3:1 p: p -> p")]
    [InlineData("p := data", "3:1 p: p -> p")]
    [InlineData("p if { data[x].p; x }", "3:1 p: p -> p", "x")]
    [InlineData("p if { data.test[_] }", "3:1 p: p -> p")]
    [InlineData("p[x] := y if { data.test.q[x] = y }\nq[x] := y if { p[x] = y }", "3:1 p[x]: p[x] -> q[x] -> p[x]|4:1 q[x]: q[x] -> p[x] -> q[x]")]
    [InlineData("p if { input.x[input.y[p]] }", "3:1 p: p -> p")]
    [InlineData("p if { false } else if { p }", "3:16 p: p -> p")]
    [InlineData("p if {\n\tfalse\n} else := q if {\n\ttrue\n}\n\nq if { p }", "5:3 p: p -> q -> p|9:1 q: q -> p -> q")]
    [InlineData("p if { q }\np if { true }\nq if { p }", "3:1 p: p -> q -> p|5:1 q: q -> p -> q")]
    [InlineData("p := $\"{p}\"", "3:1 p: p -> p")]
    [InlineData("p := count(p)", "3:1 p: p -> p")]
    public void ACycle_IsReportedForEachRuleOnIt(string rules, string expected, string? declared = null)
    {
        _ = declared;
        var wanted = expected.Split('|').Select(line =>
        {
            var parts = line.Split([' ', ':'], 4, StringSplitOptions.None);
            var way = string.Join(" -> ", parts[3].TrimStart(':', ' ').Split(" -> ").Select(name => "data.test." + name));
            return $"{parts[0]}:{parts[1]} rego_recursion_error: rule data.test.{parts[2]} is recursive: {way}";
        });
        Assert.Equal(string.Join('\n', wanted), CompileErrors.Of($"package test\n\n{rules}"));
    }

    [Fact]
    public void ACycleThroughPackages_IsFound() => Assert.Equal(
        "3:1 rego_recursion_error: rule data.a.p is recursive: data.a.p -> data.b.q -> data.a.p\nm1:3:1 rego_recursion_error: rule data.b.q is recursive: data.b.q -> data.a.p -> data.b.q",
        CompileErrors.Of("package a\nimport data.b.q\np if q\n---\npackage b\nimport data.a\nq if a.p"));

    [Fact]
    public void ADocumentOnTheWayToACycle_IsNotReported() =>
        Assert.DoesNotContain("data.test.x ", CompileErrors.Of("package test\ns if t\nt if s\nx if s"), StringComparison.Ordinal);

    [Fact]
    public void ALargeCycle_IsFoundWithoutTheStack()
    {
        var rules = string.Join('\n', Enumerable.Range(0, 5_000).Select(i => $"r{i} if r{(i + 1) % 5_000}"));
        var errors = CompileErrors.Find($"package test\n{rules}");
        Assert.All(errors, error => Assert.Equal(RegoErrorCodes.Recursion, error.Code));
        Assert.All(errors, error => Assert.True(error.Message.Length < 2_000));
    }

    [Fact]
    public void SiblingsBelowComputedKeys_AreNotRecursive() => Assert.NotNull(
        new RegoCompiler().AddModule("m", "package test\np.a := 1\np.b := p.a + 1\nq[x] := 1 if x := \"a\"").Compile());

    [Fact]
    public void TheHint_NamesWhatGoesThroughNestedData() =>
        Assert.Contains("walk()", CompileErrors.Find("package a\np if p")[0].Hint, StringComparison.Ordinal);
}
