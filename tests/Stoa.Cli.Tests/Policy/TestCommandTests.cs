using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stoa.Cli.Tests.Policy;

public sealed partial class TestCommandTests : IDisposable
{
    private readonly CommandLine _stoa = new();

    public TestCommandTests() => _stoa.File("app.rego", "package app\n\nallow if input.user == \"ann\"\n\nallow if {\n\tinput.tool == \"x\"\n\tinput.level > 3\n}\n");

    public void Dispose() => _stoa.Dispose();

    [Fact]
    public async Task Test_ThatPasses_SaysSo()
    {
        Passing();

        Assert.Equal((0, "PASS: 2/2\n"), await RunAsync());
        Assert.Equal((0, "./app_test.rego:\n  PASS: data.app_test.test_ann (T)\n  PASS: data.app_test.test_bob (T)\n\nPASS: 2/2\n"), await RunAsync("-v"));
        Assert.Equal((0, "PASS: 1/1\n"), await RunAsync("-r", "bob$"));
    }

    [Fact]
    public async Task Test_ThatFails_ShowsWhatItPrinted()
    {
        _stoa.File("app_test.rego", """
            package app_test

            test_no if {
                print("level is", 3)
                data.app.allow with input as {"tool": "x", "level": 3}
            }

            todo_test_later if false

            test_cases[name] := n < 2 if some name, n in {"one": 1, "two": 2}

            test_conflict := true

            test_conflict := false if 1 == 1
            """);
        var (code, output) = await RunAsync();

        Assert.Equal(2, code);
        Assert.StartsWith("./app_test.rego:\n  FAIL: data.app_test.test_no (T) at row 3\n    level is 3\n  SKIPPED: data.app_test.todo_test_later\n  FAIL: data.app_test.test_cases (T) at row 10\n    FAIL two\n  ERROR: data.app_test.test_conflict (T) at row 12\n./app_test.rego:1", output, StringComparison.Ordinal);
        Assert.EndsWith("\nFAIL: 2/4\nERROR: 1/4\nSKIPPED: 1/4\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_ThatFails_IsExplained()
    {
        _stoa.File("app_test.rego", "package app_test\n\ntest_no if data.app.allow with input as {\"tool\": \"x\", \"level\": 3}\n");

        Assert.Contains("| fail input.level > 3\n", (await RunAsync("--explain")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_WithCoverage()
    {
        Passing();
        var (code, output) = await RunAsync("--coverage");
        Assert.Equal(0, code);
        Assert.Matches(@"PASS: 2/2\n\ncoverage  file +rows not reached\n-+  -+  -+\n +[0-9.]+ %  \./app\.rego +[0-9, -]*7\n 100\.0 %  \./app_test\.rego\n +[0-9.]+ %  all\n$", output);

        Assert.Equal(2, (await RunAsync("--threshold", "99")).Code);
        Assert.Equal(0, (await RunAsync("--threshold", "50")).Code);
    }

    [Fact]
    public async Task Test_AsJson()
    {
        Passing();
        _stoa.File("z_test.rego", "package z_test\n\ntest_z if false\n\ntodo_test_y if true\n");
        var tests = JsonDocument.Parse((await RunAsync("--format", "json")).Output).RootElement;

        Assert.Equal(4, tests.GetArrayLength());
        Assert.Equal("test_ann", tests[0].GetProperty("name").GetString());
        Assert.True(tests[2].GetProperty("fail").GetBoolean());
        Assert.True(tests[3].GetProperty("skip").GetBoolean());
        var coverage = JsonDocument.Parse((await RunAsync("--coverage", "--format", "json")).Output).RootElement;
        Assert.Equal("./app.rego", coverage.GetProperty("files").EnumerateObject().First().Name);
    }

    [Fact]
    public async Task Test_WithoutTests_Fails()
    {
        Assert.Equal(2, (await RunAsync()).Code);
        Passing();
        Assert.Equal(2, (await RunAsync("-r", "nothing")).Code);
    }

    [Fact]
    public async Task Test_OfWhatDoesNotCompile_IsAnError()
    {
        _stoa.File("bad.rego", "package bad\np if x\n");

        Assert.Equal((1, ""), await RunAsync());
    }

    private void Passing() => _stoa.File("app_test.rego", """
        package app_test

        test_ann if data.app.allow with input as {"user": "ann"}

        test_bob if not data.app.allow with input as {"user": "bob", "tool": "y"}
        """);

    private async Task<(int Code, string Output)> RunAsync(params string[] options)
    {
        var result = await _stoa.RunAsync(["policy", "test", _stoa.Folder, .. options]);
        return (result.Code, Duration().Replace(result.Out, "(T)"));
    }

    [GeneratedRegex(@"\([0-9.]+ (µs|ms)\)")]
    private static partial Regex Duration();
}
