namespace Stoa.Rego.Tests.Compilation;

/// <summary>What <c>with</c> may replace, and by what.</summary>
public sealed class WithTests
{
    [Theory]
    [InlineData("p if { true with nope as 1 }", "3:18", "rego_type_error: with keyword target must reference existing input, data, or a function")]
    [InlineData("p if { true with strings.nope as 1 }", "3:18", "rego_type_error: with keyword target must reference existing input, data, or a function")]
    [InlineData("p if { x := 1; true with x as x }", "3:26", "rego_type_error: with keyword target must reference existing input, data, or a function")]
    [InlineData("q := {\"a\": 1}\np if { q == {} with q.a as 2 }", "4:21", "rego_compile_error: with keyword cannot partially replace virtual document(s)")]
    [InlineData("q contains 1\np if { true with data.test.q.a as 2 }", "4:18", "rego_compile_error: with keyword cannot partially replace virtual document(s)")]
    [InlineData("q[x] := 1 if x := \"a\"\np if { true with q.a.b as 2 }", "4:18", "rego_compile_error: with keyword cannot partially replace virtual document(s)")]
    [InlineData("f(_) := 1\np if { true with f.a as 2 }", "4:18", "rego_compile_error: with keyword cannot partially replace virtual document(s)")]
    // Builtins that the language rests on.
    [InlineData("f(_, _) := 1\np if { true with eq as f }", "4:18", "rego_compile_error: with keyword replacing built-in function: replacement of \"eq\" invalid")]
    [InlineData("f(_, _) := 1\np if { true with walk as f }", "4:18", "rego_compile_error: with keyword replacing built-in function: target must not be a relation")]
    [InlineData("p if { true with rego.metadata.chain as [] }", "3:18", "rego_compile_error: with keyword replacing built-in function: replacement of \"rego.metadata.chain\" invalid")]
    [InlineData("p if { true with rego.metadata.rule as {} }", "3:18", "rego_compile_error: with keyword replacing built-in function: replacement of \"rego.metadata.rule\" invalid")]
    [InlineData("p if { true with internal.print as 1 }", "3:18", "rego_compile_error: with keyword replacing built-in function: replacement of internal function \"internal.print\" invalid")]
    [InlineData("p if { true with internal.member_2 as 1 }", "3:18", "rego_compile_error: with keyword replacing built-in function: replacement of internal function \"internal.member_2\" invalid")]
    [InlineData("p if { true with print as 1 }", "3:18", "rego_compile_error: with keyword replacing built-in function: target must not be a void function")]
    // How many arguments.
    [InlineData("f(_, _) := 1\np if { true with count as f }", "4:13", "rego_type_error: count: arity mismatch")]
    [InlineData("p if { true with count as split }", "3:13", "rego_type_error: count: arity mismatch")]
    [InlineData("f(_) := 1\np if { true with f as split }", "4:13", "rego_type_error: data.test.f: arity mismatch")]
    [InlineData("f(_) := 1\ng(_, _) := 1\np if { true with f as g }", "5:13", "rego_type_error: data.test.f: arity mismatch")]
    // Replacements that are not there.
    [InlineData("p if { true with count as nope }", "3:8", "rego_unsafe_var_error: var nope is unsafe")]
    [InlineData("f(_) := 1\np if { true with f as nope }", "4:8", "rego_unsafe_var_error: var nope is unsafe")]
    public void AWrongModifier_IsAnError(string rules, string at, string message) =>
        Assert.Equal($"{at} {message}", CompileErrors.Of($"package test\n\n{rules}"));

    [Theory]
    [InlineData("p if { true with input as 1 }")]
    [InlineData("p if { true with input.a[\"b\"] as 1 }")]
    [InlineData("p if { true with data.x.y as 1 }")]
    [InlineData("q := 1\np if { true with q as 2 }")]
    [InlineData("q := 1\np if { true with data.test as 2 }")]
    [InlineData("f(_) := 1\np if { true with f as count }")]
    [InlineData("f(_) := 1\np if { true with count as f }")]
    [InlineData("f(_) := 1\np if { true with f as 2 }")]
    [InlineData("now := 1\np if { true with time.now_ns as now }")]
    [InlineData("p if { true with time.now_ns as 1 }")]
    [InlineData("p if { x := 1; true with count as x }")]
    public void ARightModifier_Compiles(string rules) => Assert.NotNull(new RegoCompiler().AddModule("m", $"package test\n\n{rules}").Compile());
}
