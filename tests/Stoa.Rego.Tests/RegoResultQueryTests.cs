namespace Stoa.Rego.Tests;

public sealed class RegoResultQueryTests
{
    private static readonly RegoPolicy Policy = new RegoCompiler(new RegoCompilerOptions { EnablePrint = true })
        .AddModule("p.rego", "package p\nf(x) := x + 1\nallow if input.a\nnames contains n if some n in [\"a\", \"b\"]")
        .Compile();

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("1 == 2", "false")]
    [InlineData("data.p.nothing", "")]
    [InlineData("data.p.allow with input as {\"a\": 1}", "true")]
    [InlineData("not data.p.allow", "true")]
    [InlineData("x := 3; x > 4", "true false | x=3")]
    [InlineData("x = 3\nx", "true 3 | x=3")]
    [InlineData("data.p.names[n]", "\"a\" | n=\"a\"; \"b\" | n=\"b\"")]
    [InlineData("data.p.f(2)", "3")]
    [InlineData("plus(1, 2, 3)", "true")]
    [InlineData("count([1], n)", "true | n=1")]
    [InlineData("print(1)", "true")]
    [InlineData("some x in [1, 2]; x > 1", "true false | x=1; true true | x=2")]
    [InlineData("every x in [1] { x > 1 }", "")]
    [InlineData("{1, 2}", "{1, 2}")]
    public void Evaluate_GivesValuesAndBindings(string query, string expected) =>
        Assert.Equal(expected, string.Join("; ", Policy.QueryResults(query).Evaluate().Select(Text)));

    [Fact]
    public void Evaluate_GivesTheTextOfEachExpression()
    {
        var result = Policy.QueryResults("x := \"ä\"; data.p.f(1)\n  count(x) == 1").Evaluate().Single();

        Assert.Equal(["x := \"ä\"", "data.p.f(1)", "count(x) == 1"], result.Expressions.Select(expression => expression.Text));
        Assert.Equal(new SourceLocation("query", 2, 3), result.Expressions[2].Location);
    }

    private static string Text(RegoResult result)
    {
        var values = string.Join(' ', result.Expressions.Select(expression => expression.Value));
        return result.Bindings.Count == 0 ? values : $"{values} | {string.Join(' ', result.Bindings.Select(binding => $"{binding.Key}={binding.Value}"))}";
    }
}
