using System.Text.Json;
using Stoa.Cli.Terminals;

namespace Stoa.Cli.Tests.Policy;

public sealed class EvalCommandTests : IDisposable
{
    private readonly CommandLine _stoa = new();

    public EvalCommandTests()
    {
        _stoa.File("p/app.rego", "package app\n\ndefault allow := false\n\nallow if {\n\tprint(\"user\", input.user)\n\tdata.roles[input.user] == \"admin\"\n}\n");
        _stoa.File("p/roles/data.json", """{"ann": "admin", "bob": "dev"}""");
    }

    public void Dispose() => _stoa.Dispose();

    [Theory]
    [InlineData("1 + 1", "2\n")]
    [InlineData("1 == 2", "false\n")]
    [InlineData("data.app.nothing", "undefined\n")]
    [InlineData("{\"a\": {1, 2}}", "{\n  \"a\": [\n    1,\n    2\n  ]\n}\n")]
    [InlineData("data.roles[u] == \"dev\"", "u      data.roles[u] == \"dev\"\n-----  ----------------------\n\"ann\"  false\n\"bob\"  true\n")]
    [InlineData("some u; data.roles[u]", "u      data.roles[u]\n-----  -------------\n\"ann\"  \"admin\"\n\"bob\"  \"dev\"\n")]
    public async Task Eval_ShowsValues(string query, string expected)
    {
        var result = await _stoa.RunAsync("policy", "eval", query, "-d", _stoa.Folder + "/p");

        Assert.Equal((0, expected, ""), (result.Code, result.Out, result.Error));
    }

    [Fact]
    public async Task Eval_ReadsInputFromAFileAndFromAPipe()
    {
        var file = _stoa.File("input.json", """{"user": "ann"}""");
        _stoa.Input = """{"user": "bob"}""";

        var ofFile = await _stoa.RunAsync("policy", "eval", "data.app.allow", "-d", _stoa.Folder + "/p", "-i", file);
        var ofPipe = await _stoa.RunAsync("policy", "eval", "data.app.allow", "-d", _stoa.Folder + "/p", "-i", "-");

        Assert.Equal(("true\n", "user ann\n"), (ofFile.Out, ofFile.Error));
        Assert.Equal(("false\n", "user bob\n"), (ofPipe.Out, ofPipe.Error));
    }

    [Fact]
    public async Task Eval_AsJson_IsInOpasForm()
    {
        var result = await _stoa.RunAsync("policy", "eval", "u := \"ann\"; data.roles[u]", "-d", _stoa.Folder + "/p", "--format", "json");

        Assert.Equal(
            """{"result":[{"expressions":[{"value":true,"text":"u := \u0022ann\u0022","location":{"row":1,"col":1}},{"value":"admin","text":"data.roles[u]","location":{"row":1,"col":13}}],"bindings":{"u":"ann"}}]}""",
            JsonSerializer.Serialize(JsonDocument.Parse(result.Out)));
        Assert.Equal("{}\n", (await _stoa.RunAsync("policy", "eval", "data.no", "-f", "json")).Out);
    }

    [Theory]
    [InlineData("data.no", "--fail", 1)]
    [InlineData("1 == 2", "--fail", 0)]
    [InlineData("data.no", "--fail-defined", 0)]
    [InlineData("1 == 2", "--fail-defined", 1)]
    public async Task Eval_ExitsAsAsked(string query, string option, int code) =>
        Assert.Equal(code, (await _stoa.RunAsync("policy", "eval", query, option)).Code);

    [Fact]
    public async Task Eval_ShowsErrorsInTheQuery()
    {
        var result = await _stoa.RunAsync("policy", "eval", "x := \"ä\"; y > 1");

        Assert.Equal(2, result.Code);
        Assert.StartsWith("query:1:12: rego_unsafe_var_error: var y is unsafe\n  1 | x := \"ä\"; y > 1\n    |           ^\n  hint: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_ShowsErrorsInModules_WithColourOnATerminal()
    {
        _stoa.File("p/bad.rego", "package bad\n\np if {\n\tx == 1\n}\n");
        var plain = await _stoa.RunAsync("policy", "eval", "1", "-d", _stoa.Folder + "/p");
        _stoa.Style = Style.Colored;
        var coloured = await _stoa.RunAsync("policy", "eval", "1", "-d", _stoa.Folder + "/p");

        Assert.StartsWith("./p/bad.rego:4:2: rego_unsafe_var_error: var x is unsafe\n  4 | \tx == 1\n    | \t^\n", plain.Error, StringComparison.Ordinal);
        Assert.Contains("\u001b[31;1mrego_unsafe_var_error\u001b[0m", coloured.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_OfAFailingBuiltin_IsAnErrorIfStrict()
    {
        Assert.Equal((0, "undefined\n"), await RunAsync());
        Assert.Equal((2, ""), await RunAsync("--strict-builtin-errors"));

        async Task<(int, string)> RunAsync(params string[] options)
        {
            var result = await _stoa.RunAsync(["policy", "eval", "1 / 0", .. options]);
            return (result.Code, result.Out);
        }
    }

    [Fact]
    public async Task Eval_Explains()
    {
        _stoa.Input = """{"user": "bob"}""";
        var result = await _stoa.RunAsync("policy", "eval", "data.app.allow", "-d", _stoa.Folder + "/p", "-i", "-", "--explain");

        Assert.Contains("./p/app.rego:7:2", result.Out, StringComparison.Ordinal);
        Assert.Contains("| fail data.roles[input.user] == \"admin\"\n", result.Out, StringComparison.Ordinal);
        Assert.EndsWith("\nfalse\n", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "error: ./input.json: The input is not JSON")]
    [InlineData(null, "error: the input cannot be read: ")]
    public async Task Eval_SaysWhatIsWrongWithInput(string? input, string error)
    {
        if (input is not null)
        {
            _stoa.File("input.json", input);
        }

        var result = await _stoa.RunAsync("policy", "eval", "1", "-i", _stoa.Folder + "/input.json");

        Assert.Equal(2, result.Code);
        Assert.StartsWith(error, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eval_AsJson_GivesErrorsAsJson()
    {
        var result = await _stoa.RunAsync("policy", "eval", "x", "-f", "json");

        var error = JsonDocument.Parse(result.Out).RootElement.GetProperty("errors")[0];
        Assert.Equal("rego_unsafe_var_error", error.GetProperty("code").GetString());
        Assert.Equal(1, error.GetProperty("location").GetProperty("col").GetInt32());
        Assert.Equal(2, result.Code);
    }

    [Fact]
    public async Task Eval_OfABundle()
    {
        _stoa.File("b/.manifest", """{"revision": "r1"}""");
        _stoa.File("b/a.rego", "package a\np := 1\n");
        var signed = _stoa.File("b/.signatures.json", """{"signatures": ["e30.e30."]}""");
        var key = _stoa.File("key", "a secret");

        Assert.Contains("the bundle is signed", (await _stoa.RunAsync("policy", "eval", "data.a.p", "-b", _stoa.Folder + "/b")).Error, StringComparison.Ordinal);
        Assert.Contains("algorithm is \"\", and the key 'default' is for HS256", (await _stoa.RunAsync("policy", "eval", "data.a.p", "-b", _stoa.Folder + "/b", "--verification-key", key, "--signing-alg", "HS256")).Error, StringComparison.Ordinal);
        Assert.Contains("cannot be used", (await _stoa.RunAsync("policy", "eval", "data.a.p", "-b", _stoa.Folder + "/b", "--verification-key", key)).Error, StringComparison.Ordinal);
        Assert.Equal("1\n", (await _stoa.RunAsync("policy", "eval", "data.a.p", "-b", _stoa.Folder + "/b", "--skip-verify")).Out);
        File.Delete(signed);
        Assert.Equal("1\n", (await _stoa.RunAsync("policy", "eval", "data.a.p", "-b", _stoa.Folder + "/b")).Out);
    }
}
