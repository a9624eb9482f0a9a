using System.Text.RegularExpressions;

namespace Stoa.Rego.Tests.Testing;

public sealed class RegoTestRunnerTests
{
    private const string Tests = """
        package app_test

        test_true if 1 == 1

        test_undefined if 1 == 2

        test_false := false

        test_number := 1

        todo_test_later if false

        test_print if {
            print("seen", 1)
            1 == 2
        }

        test_cases[name] if {
            some name, n in {"small": 1, "large": 9}
            n < 5
        }

        test_case_values[name] := n < 5 if some name, n in {"small": 1, "large": 9}

        test_twice if 1 == 2

        test_twice if 1 == 1

        test_conflict := 1 if true

        test_conflict := 2 if true

        test_function(x) if x

        not_a_test if true
        """;

    [Theory]
    [InlineData("test_true", RegoTestOutcome.Passed)]
    [InlineData("test_undefined", RegoTestOutcome.Failed)]
    [InlineData("test_false", RegoTestOutcome.Failed)]
    [InlineData("test_number", RegoTestOutcome.Failed)]
    [InlineData("todo_test_later", RegoTestOutcome.Skipped)]
    [InlineData("test_print", RegoTestOutcome.Failed)]
    [InlineData("test_cases", RegoTestOutcome.Passed)]
    [InlineData("test_case_values", RegoTestOutcome.Failed)]
    [InlineData("test_twice", RegoTestOutcome.Passed)]
    [InlineData("test_conflict", RegoTestOutcome.Error)]
    public void Run_SaysHowEachTestEnds(string name, RegoTestOutcome outcome) =>
        Assert.Equal(outcome, Assert.Single(Run(new RegoTestOptions { Filter = new Regex($"^data.app_test.{name}$") })).Outcome);

    [Fact]
    public void Run_TakesTestsInOrder_AndNothingElse() => Assert.Equal(
        ["test_true", "test_undefined", "test_false", "test_number", "todo_test_later", "test_print", "test_cases", "test_case_values", "test_twice", "test_conflict"],
        Run(new RegoTestOptions()).Select(result => result.Name));

    [Fact]
    public void Run_KeepsOutputCasesAndErrors()
    {
        var results = Run(new RegoTestOptions()).ToDictionary(result => result.Name);

        Assert.Equal(["seen 1"], results["test_print"].Output);
        Assert.Equal(new Dictionary<string, bool> { ["large"] = false, ["small"] = true }, results["test_case_values"].Cases);
        Assert.Equal(RegoErrorCodes.Conflict, results["test_conflict"].Errors[0].Code);
        Assert.Equal("data.app_test", results["test_true"].Package);
        Assert.Equal(new SourceLocation("app_test.rego", 3, 1), results["test_true"].Location);
    }

    [Fact]
    public void Run_EndsTestsThatTakeTooLong()
    {
        var policy = new RegoCompiler().AddModule("t.rego", "package t\ntest_long if { count([1 | numbers.range(1, 3000)[_]; numbers.range(1, 3000)[_]]) == 1 }").Compile();

        var result = Assert.Single(RegoTestRunner.Run(policy, new RegoTestOptions { Evaluation = new() { Deadline = TimeSpan.FromMilliseconds(20) } }));

        Assert.Equal(RegoTestOutcome.Error, result.Outcome);
        Assert.Equal(RegoErrorCodes.Cancelled, result.Errors[0].Code);
    }

    [Fact]
    public void Run_EndsWhenCancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => RegoTestRunner.Run(Compile(), null, source.Token).ToList());
    }

    private static List<RegoTestResult> Run(RegoTestOptions options) => [.. RegoTestRunner.Run(Compile(), options)];

    private static RegoPolicy Compile() => new RegoCompiler(new RegoCompilerOptions { EnablePrint = true }).AddModule("app_test.rego", Tests).Compile();
}
