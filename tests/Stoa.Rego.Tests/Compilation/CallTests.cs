namespace Stoa.Rego.Tests.Compilation;

/// <summary>Calls name a function that there is, with as many arguments as it takes.</summary>
public sealed class CallTests
{
    [Theory]
    [InlineData("p if { nope(1) }", "3:8", "rego_type_error: undefined function nope")]
    [InlineData("p if { not nope(1) }", "3:8", "rego_type_error: undefined function nope")]
    [InlineData("p := nope(1)", "3:6", "rego_type_error: undefined function nope")]
    [InlineData("p if { 1 + nope(1) > 2 }", "3:12", "rego_type_error: undefined function nope")]
    [InlineData("p if { strings.nope(\"a\") }", "3:8", "rego_type_error: undefined function strings.nope")]
    [InlineData("p if { data.lib.f(1) }", "3:8", "rego_type_error: undefined function data.lib.f")]
    [InlineData("p if { q(1) }\nq := 1", "3:8", "rego_type_error: undefined function data.test.q")]
    [InlineData("p if { q.f(1) }\nq := 1", "3:8", "rego_type_error: undefined function data.test.q.f")]
    [InlineData("p if { some x in nope([1]); x }", "3:18", "rego_type_error: undefined function nope")]
    [InlineData("p if { every x in [1] { nope(x) } }", "3:25", "rego_type_error: undefined function nope")]
    [InlineData("p := [nope(x) | some x in [1]]", "3:7", "rego_type_error: undefined function nope")]
    [InlineData("p := $\"{nope(1)}\"", "3:9", "rego_type_error: undefined function nope")]
    // A variable of the same name.
    [InlineData("p if { f := 1; f(f) }\nf(_) := 1", "3:16", "rego_type_error: undefined function f")]
    [InlineData("p if { count := 1; x := count([]); x }", "3:25", "rego_compile_error: called function count shadowed")]
    [InlineData("p := [foo(bar) | foo := 1; bar := 2]", "3:7", "rego_compile_error: called function foo shadowed")]
    [InlineData("p := [foo.bar(1) | foo := 1]", "3:7", "rego_compile_error: called function foo.bar shadowed")]
    [InlineData("f(g) := g(1)\ng(_) := 1", "3:9", "rego_compile_error: called function g shadowed")]
    // How many arguments.
    [InlineData("p if { count() }", "3:8", "rego_type_error: count: arity mismatch")]
    [InlineData("p if { count([], 1, 2) }", "3:8", "rego_type_error: count: arity mismatch")]
    [InlineData("p := count([], 1)", "3:6", "rego_type_error: count: arity mismatch")]
    [InlineData("p if { x := split(\"a\"); x }", "3:13", "rego_type_error: split: arity mismatch")]
    [InlineData("p if { time.now_ns(1, 2) }", "3:8", "rego_type_error: time.now_ns: arity mismatch")]
    [InlineData("p if { f(1) }\nf(_, _) := 1", "3:8", "rego_type_error: function data.test.f has arity 2, got 1 argument")]
    [InlineData("p if { f(1, 2, 3) }\nf(_) := 1", "3:8", "rego_type_error: function data.test.f has arity 1, got 3 arguments")]
    [InlineData("p := f(1, 2)\nf(_) := 1", "3:6", "rego_type_error: function data.test.f has arity 1, got 2 arguments")]
    [InlineData("p if { not f() }\nf(_) := 1", "3:8", "rego_type_error: function data.test.f has arity 1, got 0 arguments")]
    // Deprecated.
    [InlineData("p if { any([true]) }", "3:8", "rego_type_error: deprecated built-in function calls in expression: any")]
    [InlineData("p := all([true])", "3:6", "rego_type_error: deprecated built-in function calls in expression: all")]
    [InlineData("p if { x := set_diff({1}, {2}); x }", "3:13", "rego_type_error: deprecated built-in function calls in expression: set_diff")]
    // Functions are no values.
    [InlineData("p := f\nf(_) := 1", "3:6", "rego_type_error: undefined ref: data.test.f")]
    [InlineData("p if { some x in f; x }\nf(_) := 1", "3:8", "rego_type_error: undefined ref: data.test.f[_]")]
    public void AWrongCall_IsAnError(string rules, string at, string message) =>
        Assert.Equal($"{at} {message}", CompileErrors.Of($"package test\n\n{rules}"));

    [Fact]
    public void BuiltinsThatReachOut_MustBeEnabled()
    {
        const string Source = "package test\np := net.lookup_ip_addr(\"localhost\")";
        Assert.Equal("2:6 rego_type_error: undefined function net.lookup_ip_addr", CompileErrors.Of(Source));
        var options = new RegoCompilerOptions();
        options.EnabledBuiltins.Add("net.lookup_ip_addr");
        new RegoCompiler(options).AddModule("m", Source).Compile();
    }

    [Fact]
    public void AllowedBuiltins_AreTheOnlyOnes()
    {
        var options = new RegoCompilerOptions { AllowedBuiltins = new HashSet<string> { "count", "plus" } };
        new RegoCompiler(options).AddModule("m", "package test\np := count([1]) + 1").Compile();
        Assert.Equal(
            "2:6 rego_type_error: undefined function sum\n3:6 rego_type_error: undefined function minus",
            CompileErrors.Of("package test\np := sum([1])\nq := 2 - 1", options));
    }

    [Fact]
    public void AllowedBuiltins_DoNotEnableWhatReachesOut() => Assert.Equal(
        "2:6 rego_type_error: undefined function net.lookup_ip_addr",
        CompileErrors.Of("package test\np := net.lookup_ip_addr(\"a\")", new RegoCompilerOptions { AllowedBuiltins = new HashSet<string> { "net.lookup_ip_addr" } }));

    [Fact]
    public void Hints_SayWhatToDo()
    {
        Assert.Contains("Check the spelling", CompileErrors.Find("package a\np if cuont([])")[0].Hint, StringComparison.Ordinal);
        Assert.Contains("takes arguments", CompileErrors.Find("package a\np if data.b.f(1)")[0].Hint, StringComparison.Ordinal);
        Assert.Equal("It takes 1, and got 3 arguments.", CompileErrors.Find("package a\np if count([], 1, 2)")[0].Hint);
    }
}
