namespace Stoa.Rego.Tests.Evaluation;

/// <summary>Evaluations end: by a deadline, a budget or a token, each with an error, and never by the end of the stack.</summary>
public sealed class LimitTests
{
    // A million pairs.
    private const string Long = "xs := numbers.range(1, 1000)\np := count([1 | some x in xs; some y in xs; x < y])";

    [Fact]
    public void ADeadline_EndsAnEvaluation()
    {
        var options = new RegoEvaluationOptions { Deadline = TimeSpan.FromSeconds(10), TimeProvider = new TickingTime() };
        Assert.EndsWith("eval_cancel_error: the query took longer than its deadline of 10000 ms", Rules.Error(Long, options: options), StringComparison.Ordinal);
    }

    [Fact]
    public void ADeadlineThatDoesNotPass_EndsNothing() => Assert.Equal("1", Rules.P(
        "p := 1", options: new RegoEvaluationOptions { Deadline = TimeSpan.FromSeconds(10), TimeProvider = new TickingTime() }));

    [Fact]
    public void TheStepBudget_EndsAnEvaluation() => Assert.EndsWith(
        "eval_cancel_error: the query took more than its budget of 10000 steps", Rules.Error(Long, options: new RegoEvaluationOptions { MaxSteps = 10_000 }), StringComparison.Ordinal);

    [Theory]
    [InlineData("p := count([1 | some x in numbers.range(1, 200); some y in numbers.range(1, 200)])")]
    [InlineData("p contains x * 1000 + y if { some x in numbers.range(1, 200); some y in numbers.range(1, 200) }")]
    [InlineData("p[x * 1000 + y] := 1 if { some x in numbers.range(1, 200); some y in numbers.range(1, 200) }")]
    [InlineData("p := numbers.range(1, 100000)")]
    public void TheOutputBudget_EndsAnEvaluation(string rules) => Assert.Contains(
        "eval_cancel_error", Rules.Error(rules, options: new RegoEvaluationOptions { MaxOutput = 10_000 }), StringComparison.Ordinal);

    [Fact]
    public void ATokenCancelled_EndsAnEvaluation()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var document = Rules.Compile(Long).Document("data.test.p");
        var error = Assert.Throws<RegoException>(() => { document.Evaluate(cancellationToken: source.Token); }).Errors[0];
        Assert.Equal((RegoErrorCodes.Cancelled, "the query was cancelled"), (error.Code, error.Message));
    }

    [Fact]
    public void AFailedEvaluation_DoesNotSpoilTheNext()
    {
        var document = Rules.Compile(Long).Document("data.test.p");
        for (var i = 0; i < 5; i++)
        {
            Assert.Throws<RegoException>(() => { document.Evaluate(options: new RegoEvaluationOptions { MaxSteps = 1_000 }); });
            Assert.Equal("499500", Rules.Text(document.Evaluate()));
        }
    }

    [Fact]
    public void ALongChainOfRules_IsAnErrorOrAValue_NotACrash()
    {
        var rules = string.Join('\n', Enumerable.Range(0, 100_000).Select(i => $"r{i} := r{i + 1}"));
        var document = Rules.Compile($"{rules}\nr100000 := 1\np := r0").Document("data.test.p");
        ErrorOrValue(() => document.Evaluate(), "1");
    }

    [Fact]
    public void ALongChainOfFunctions_IsAnErrorOrAValue_NotACrash()
    {
        var rules = string.Join('\n', Enumerable.Range(0, 50_000).Select(i => $"f{i}(x) := f{i + 1}(x + 1)"));
        var document = Rules.Compile($"{rules}\nf50000(x) := x\np := f0(0)").Document("data.test.p");
        ErrorOrValue(() => document.Evaluate(), "50000");
    }

    [Theory]
    [InlineData("p := [x | walk(input, [_, x])][0]")]
    [InlineData("p := count([x | walk(input, [_, x])])")]
    [InlineData("p := input == input")]
    [InlineData("p := {input: 1}")]
    [InlineData("p := json.marshal(input)")]
    [InlineData("p := sprintf(\"%v\", [input])")]
    [InlineData("p := json.patch({}, [{\"op\": \"add\", \"path\": \"/a\", \"value\": input}])")]
    [InlineData("p := object.union({\"a\": input}, {\"a\": input})")]
    [InlineData("p := $\"{input}\"")]
    [InlineData("p := {x | some x in [input, 1]}")]
    public void DeepInput_IsAnErrorOrAValue_NotACrash(string rules)
    {
        var arrays = RegoJson.Parse(new string('[', 500) + new string(']', 500));
        var objects = RegoJson.Parse(string.Concat(Enumerable.Repeat("{\"a\":", 500)) + "1" + new string('}', 500));
        var document = Rules.Compile(rules).Document("data.test.p");
        foreach (var input in new[] { arrays, objects })
        {
            ErrorOrValue(() => document.Evaluate(input), null);
        }
    }

    [Fact]
    public void ValuesThatRulesNest_AreAnErrorOrAValue_NotACrash()
    {
        // Each rule doubles the depth of the one before.
        var rules = string.Join('\n', Enumerable.Range(1, 16).Select(i => $"v{i} := json.unmarshal(replace(json.marshal(v{i - 1}), \"0\", json.marshal(v{i - 1})))"));
        var document = Rules.Compile($"v0 := [0]\n{rules}\np := v16 == v16").Document("data.test.p");
        ErrorOrValue(() => document.Evaluate(), null);
    }

    [Fact]
    public void ValuesNestedByFunctions_AreAnErrorOrAValue_NotACrash()
    {
        var rules = string.Join('\n', Enumerable.Range(1, 30_000).Select(i => $"v{i} := [v{i - 1}]"));
        var document = Rules.Compile($"v0 := 1\n{rules}\np := [v30000, v30000]").Document("data.test.p");
        ErrorOrValue(() => document.Evaluate(), null);
    }

    [Fact]
    public void DeepJson_IsRefused()
    {
        Assert.Throws<RegoInputException>(() => RegoJson.Parse(new string('[', 100_000)));
        Assert.Throws<RegoInputException>(() => RegoJson.Parse(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))));
    }

    private static void ErrorOrValue(Func<RegoValue?> evaluate, string? expected)
    {
        try
        {
            var value = evaluate();
            if (expected is not null)
            {
                Assert.Equal(expected, Rules.Text(value));
            }
        }
        catch (RegoException error)
        {
            Assert.Equal(RegoErrorCodes.Internal, error.Errors[0].Code);
        }
    }
}
