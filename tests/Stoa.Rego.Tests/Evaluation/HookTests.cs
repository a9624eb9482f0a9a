namespace Stoa.Rego.Tests.Evaluation;

/// <summary>What hosts see and give: print, trace, functions, time, and how strictly builtins fail.</summary>
public sealed class HookTests
{
    [Fact]
    public void Print_HandsItsLineAndPlaceToTheHost()
    {
        var lines = new List<string>();
        var policy = Rules.Compile("p if {\n\tprint(\"x:\", input.x, [1, \"a\"], input.missing)\n\tsome y in [1, 2]\n\tprint(y)\n\ty == 2\n}", new RegoCompilerOptions { EnablePrint = true });
        var options = new RegoEvaluationOptions { Print = (line, at) => lines.Add($"{at.Row} {line}") };
        Assert.Equal("true", Rules.Text(policy.Document("data.test.p").Evaluate(RegoJson.Parse("""{"x": 1}"""), options)));
        Assert.Equal(["3 x: 1 [1, \"a\"] <undefined>", "5 1", "5 2"], lines);
    }

    [Fact]
    public void Print_NotEnabled_DoesNothing_NotEvenForItsOperands()
    {
        var options = new RegoEvaluationOptions { Print = (_, _) => Assert.Fail("Nothing prints."), StrictBuiltinErrors = true };
        Assert.Equal("true", Rules.P("p if { print(1 / 0) }", options: options));
    }

    [Fact]
    public void Trace_TellsWhatWasDone()
    {
        var events = new List<string>();
        var policy = Rules.Compile("p if {\n\tq\n\tinput.x == 1\n}\nq if true", new RegoCompilerOptions { EnableTrace = true });
        var options = new RegoEvaluationOptions { Trace = found => events.Add($"{found.Kind} {found.Location.Row} {found.Name}".TrimEnd()) };
        policy.Document("data.test.p").Evaluate(RegoJson.Parse("""{"x": 2}"""), options);
        Assert.Equal("Enter 3 data.test.p", events[0]);
        Assert.Contains("Hold 3", events);
        Assert.Contains("Exit 6 data.test.q", events);
        Assert.Equal("Evaluate 4", events[^1]);
        Assert.DoesNotContain("Hold 4", events);
    }

    [Fact]
    public void HostFunctions_AreCalledAndMayBeUndefined()
    {
        var options = new RegoCompilerOptions();
        options.Functions["host.find"] = new RegoFunction(1, operands => operands[0] == (RegoValue)"a" ? (RegoValue)1 : null);
        options.Functions["answer"] = new RegoFunction(0, _ => 42);
        var policy = Rules.Compile("p := [host.find(\"a\"), answer()]\nq := host.find(\"b\")", options);
        Assert.Equal("[1, 42]", Rules.Text(policy.Document("data.test.p").Evaluate()));
        Assert.Null(policy.Document("data.test.q").Evaluate());
    }

    [Fact]
    public void AHostFunctionThatThrows_EndsTheEvaluation()
    {
        var options = new RegoCompilerOptions();
        options.Functions["host.fail"] = new RegoFunction(0, _ => throw new TimeoutException("gone"));
        var document = Rules.Compile("p := host.fail()", options).Document("data.test.p");
        Assert.ThrowsAny<Exception>(() => { document.Evaluate(); });
    }

    [Theory]
    [InlineData("p := 1 / 0", "2:6 eval_builtin_error: div: divide by zero")]
    [InlineData("p if { not to_number(input.s) }", "2:12 eval_builtin_error: to_number: strconv.ParseFloat: parsing \"x\": invalid syntax")]
    [InlineData("p := upper(input.n)", "2:6 eval_type_error: upper: operand 1 must be string but got number")]
    [InlineData("p := [x | some y in [1]; x := upper(y)]", "2:31 eval_type_error: upper: operand 1 must be string but got number")]
    public void StrictErrors_EndAnEvaluation(string rules, string expected)
    {
        var strict = new RegoEvaluationOptions { StrictBuiltinErrors = true };
        Assert.Equal(expected, Rules.Error(rules, """{"s": "x", "n": 1}""", strict));
    }

    [Theory]
    [InlineData("p := 1 / 0", "undefined")]
    [InlineData("p if { not to_number(input.s) }", "true")]
    [InlineData("p := upper(input.n)", "undefined")]
    [InlineData("p := [x | some y in [1, \"a\"]; x := upper(y)]", "[\"A\"]")]
    [InlineData("default p := 5\np := 1 / 0", "5")]
    public void OtherwiseTheCallIsUndefined(string rules, string expected) => Assert.Equal(expected, Rules.P(rules, """{"s": "x", "n": 1}"""));

    [Fact]
    public void OneEvaluation_SeesOneTimeAndOneSeed()
    {
        var options = new RegoEvaluationOptions { TimeProvider = new TickingTime(), Seed = 1 };
        Assert.Equal("true", Rules.P("p if { q == time.now_ns(); r == rand.intn(\"a\", 1000000) }\nq := time.now_ns()\nr := rand.intn(\"a\", 1000000)", options: options));
        Assert.Equal("1700000000000000000", Rules.P("p := time.now_ns()", options: new RegoEvaluationOptions { Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000) }));
    }

    [Fact]
    public async Task OnePolicy_ServesManyThreads()
    {
        var policy = Rules.Compile(
            """
            p := {"sum": sum([x | some x in input.xs]), "even": {x | some x in input.xs; x % 2 == 0}, "f": f(input.xs[0]), "g": g, "w": w}
            f(x) := x * 2 if x > 10 else := x
            g[k] contains x if { some x in input.xs; k := x % 3 }
            w := y if { y := q with input.xs as [7] }
            q := count(input.xs) + input.xs[0]
            """);
        var document = policy.Document("data.test.p");
        var inputs = Enumerable.Range(1, 16).Select(i => RegoJson.Parse($$"""{"xs": [{{string.Join(',', Enumerable.Range(i, i))}}]}""")).ToArray();
        var expected = inputs.Select(input => Rules.Text(document.Evaluate(input))).ToArray();
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 200).Select(i => Rules.Text(document.Evaluate(inputs[i % inputs.Length]))).ToArray())));
        Assert.All(found, texts => Assert.Equal(Enumerable.Range(0, 200).Select(i => expected[i % inputs.Length]), texts));
    }
}
