namespace Stoa.Rego.Tests.Compilation;

public sealed class InputReferencesTests
{
    [Theory]
    [InlineData("p if input.a.b", "a.b")]
    [InlineData("p if some x in input.roles", "roles")]
    [InlineData("p if { some x in input.roles; x == input.role }", "role|roles")]
    [InlineData("p if every x in input.list { x > input.least }", "least|list")]
    [InlineData("p if input[\"a\"].b[_].c", "a.b")]
    [InlineData("p if q\n\nq if input.a", "a")]
    [InlineData("p if f(1) with f as g\n\nf(x) if x\n\ng(x) if x == input.a", "a")]
    [InlineData("p if [1 | f(1) with f as g] != []\n\nf(x) if x\n\ng(x) if x == input.a", "a")]
    [InlineData("p if input[_]", "")]
    [InlineData("p if input", "")]
    [InlineData("p if f(input)\n\nf(x) if x.a", "")]
    [InlineData("p if { x := input; x.a }", "")]
    [InlineData("p if count(input) > 3", "")]
    [InlineData("p if { [1 | input == 2] != [] }", "")]
    public void Document_ReadsThesePaths(string rules, string expected)
    {
        var policy = new RegoCompiler().AddModule("test.rego", $"package test\n\n{rules}\n").Compile();

        var paths = policy.InputReferences("data.test.p").Select(reference => string.Join('.', reference.Path)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(expected, string.Join('|', paths));
    }
}
