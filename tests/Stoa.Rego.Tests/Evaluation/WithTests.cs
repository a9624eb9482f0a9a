namespace Stoa.Rego.Tests.Evaluation;

/// <summary><c>with</c> replaces documents and functions for one expression, and nothing remembers it afterwards.</summary>
public sealed class WithTests
{
    [Theory]
    [InlineData("p := x if { x := input with input as 3 }", "3")]
    [InlineData("p := x if { x := input with input.b.c as 3 }", "{\"a\": 1, \"b\": {\"c\": 3}}")]
    [InlineData("p := x if { x := input with input.b as 1 with input.b.c as 2 }", "{\"a\": 1, \"b\": {\"c\": 2}}")]
    [InlineData("p := [x, input.a] if { x := input.a with input.a as 2 }", "[2, 1]")]
    // Values of modifiers see the world outside.
    [InlineData("p := x if { x := [input.a, input.b] with input.a as 2 with input.b as input.a }", "[2, 1]")]
    // Rules are computed again, and remembered for each world.
    [InlineData("p := [q, x, q] if { x := q with input.a as 2 }\nq := input.a", "[1, 2, 1]")]
    [InlineData("p := [x, y] if { x := q with input.a as 2; y := q with input.a as 3 }\nq := r\nr := input.a", "[2, 3]")]
    [InlineData("p := [x, y] if { x := q with input.a as 2; y := q }\nq := {z | z := input.a}", "[{2}, {1}]")]
    [InlineData("p := x if { x := q with input.a as 2 }\nq := [r, y] if { y := r with input.a as 3 }\nr := input.a", "[2, 3]")]
    [InlineData("p if { not q with input.a as 2 }\nq if input.a == 1", "true")]
    // Base data and rules.
    [InlineData("p := x if { x := data.base with data.base as 2 }", "2")]
    [InlineData("p := x if { x := data.base.x with data.base.x as 2 }", "2")]
    [InlineData("p := x if { x := data.base with data.base.y as 2 }", "{\"x\": 1, \"y\": 2}")]
    [InlineData("p := x if { x := q with data.test.q as 2 }\nq := 1", "2")]
    [InlineData("p := x if { x := r with q as 2 }\nq := 1\nr := q + 1", "3")]
    [InlineData("p := x if { x := r with data.test as {\"r\": 5} }\nr := 1", "5")]
    [InlineData("p := x if { x := r with data.test as {} }\nr := 1", "undefined")]
    [InlineData("p := x if { x := count(q) with q as {1, 2} }\nq contains 1", "2")]
    [InlineData("p := x if { x := q.b with q as {\"b\": 1} }\nq[k] := 1 if k := \"a\"", "1")]
    [InlineData("p := x if { x := data.new.path with data.new.path as 1 }", "1")]
    // Functions.
    [InlineData("p := x if { x := f(1) with f as 2 }\nf(_) := 1", "2")]
    [InlineData("p := x if { x := f(1) with f as g }\nf(_) := 1\ng(x) := [x]", "[1]")]
    [InlineData("p := x if { x := f(1) with f as abs }\nf(_) := 5", "1")]
    [InlineData("p := x if { x := count([1]) with count as 7 }", "7")]
    [InlineData("p := x if { x := count([1]) with count as f }\nf(x) := [x]", "[[1]]")]
    [InlineData("p := x if { x := count([1]) with count as sum }", "1")]
    [InlineData("p := x if { x := q with time.now_ns as 5 }\nq := time.now_ns()", "5")]
    [InlineData("p := x if { x := q with count as 7 }\nq := count([]) + r\nr := count([])", "14")]
    [InlineData("p := x if { x := f([]) with count as 7 }\nf(x) := count(x)", "7")]
    [InlineData("p := x if { x := [count([]) | true] with count as 7 }", "[7]")]
    [InlineData("p if { every x in [1] { count([]) == 7; x } with count as 7 }", "true")]
    [InlineData("p if { not count([]) == 0 with count as 7 }", "true")]
    // A mock calls what it stands for.
    [InlineData("p := x if { x := count([1]) with count as mock }\nmock(x) := count(x) + 10", "11")]
    [InlineData("p := x if { x := f(1) with f as mock }\nf(x) := x\nmock(x) := f(x) + 10", "11")]
    [InlineData("p := x if { x := count([1]) with count as mock with input.a as 5 }\nmock(x) := count(x) + input.a", "6")]
    // Nested ones: the inner first, the outer again after it.
    [InlineData("p := x if { x := q with count as 1 }\nq := [y, count([])] if { y := count([]) with count as 2 }", "[2, 1]")]
    [InlineData("p := x if { x := q with input.a as 5 }\nq := [y, input.a] if { y := input.a with input.a as 6 }", "[6, 5]")]
    [InlineData("p := x if { x := f(1) with f as 1 with f as 2 }\nf(x) := x", "2")]
    // Undefined mocks and values.
    [InlineData("p := x if { x := f(1) with f as g }\nf(_) := 1\ng(x) := x if x > 1", "undefined")]
    [InlineData("p := x if { x := 1 with input as input.missing }", "undefined")]
    [InlineData("p if { not q with input.a as input.missing }\nq if input.a", "undefined")]
    public void P_Is(string rules, string expected) => Assert.Equal(expected, Rules.P(rules, """{"a": 1}""", """{"base": {"x": 1}}"""));

    [Fact]
    public void HostFunctions_CanBeReplaced()
    {
        var options = new RegoCompilerOptions();
        options.Functions["host.double"] = new RegoFunction(1, operands => RegoNumber.Of(((RegoNumber)operands[0]).TryGetInt64(out var x) ? 2 * x : 0));
        var policy = Rules.Compile("p := [x, y] if { x := host.double(3); y := host.double(3) with host.double as 1 }", options);
        Assert.Equal("[6, 1]", Rules.Text(policy.Document("data.test.p").Evaluate()));
    }
}
