namespace Stoa.Rego.Tests.Compilation;

public sealed class DependsOnInputAloneTests
{
    [Theory]
    [InlineData("p if input.a", true)]
    [InlineData("p if startswith(input.a, \"x\")", true)]
    [InlineData("p if q\n\nq if glob.match(\"*\", null, input.a)", true)]
    [InlineData("p if time.now_ns() > 0", false)]
    [InlineData("p if q\n\nq if time.now_ns() > 0", false)]
    [InlineData("p if f(1)\n\nf(x) if rand.intn(\"a\", x) == 0", false)]
    [InlineData("p if input.a\n\nelse if uuid.rfc4122(\"a\") == \"\"", false)]
    [InlineData("p if count([x | x := time.now_ns()]) == 1", false)]
    [InlineData("p if every x in input.list { x < time.now_ns() }", false)]
    [InlineData("p if { print(input.a); input.a }", false)]
    [InlineData("p if host.asks(input.a)", false)]
    [InlineData("p if q with input.t as time.now_ns()\n\nq if input.t > 0", false)]
    [InlineData("p if is_string(input.a) with is_string as host.asks", false)]
    [InlineData("p if not is_string(input.a) with is_string as host.asks", false)]
    [InlineData("p if every x in input.list { is_string(x) with is_string as host.asks }", false)]
    [InlineData("p if count([x | some x in input.list; is_string(x) with is_string as host.asks]) > 0", false)]
    [InlineData("p if f(1) with f as g\n\nf(x) if x\n\ng(x) if x < time.now_ns()", false)]
    [InlineData("p if f(1) with f as g\n\nf(x) if x\n\ng(x) if x == 1", true)]
    [InlineData("p if { x := {\"a\": [time.now_ns()]}; x.a[0] > 0 }", false)]
    [InlineData("p if not q\n\nq if time.now_ns() < 0", false)]
    [InlineData("p if data.test.inner[input.rule]\n\ninner.q if time.now_ns() > 0", false)]
    [InlineData("p if input.a\n\nq if time.now_ns() > 0", true)]
    public void Document_DependsOnInputAlone(string rules, bool expected)
    {
        var options = new RegoCompilerOptions { EnablePrint = true };
        options.Functions["host.asks"] = new RegoFunction(1, static operands => operands[0]);
        var policy = new RegoCompiler(options).AddModule("test.rego", $"package test\n\n{rules}\n").Compile();

        Assert.Equal(expected, policy.DependsOnInputAlone("data.test.p"));
    }
}
