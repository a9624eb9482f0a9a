namespace Stoa.Cli.Tests.Policy;

public sealed class DiffCommandTests : IDisposable
{
    private readonly CommandLine _stoa = new();
    private readonly string _current;
    private readonly string _candidate;

    public DiffCommandTests()
    {
        _current = _stoa.File("current/p.rego", "package app\n\ndefault allow := false\n\nallow if input.amount < 100\n");
        _candidate = _stoa.File("candidate/p.rego", "package app\n\ndefault allow := false\n\nallow if input.amount < 50\n\nallow if object.get({}, input.key, 1) == {input.key: 1, \"a\": 2}[\"a\"]\n");
    }

    public void Dispose() => _stoa.Dispose();

    [Fact]
    public async Task Diff_ListsInputsThatAreDecidedDifferently()
    {
        var inputs = _stoa.File("inputs.jsonl", "{\"amount\": 10}\n\n{\"amount\": 70}\n{\"decision_id\": \"d-3\", \"input\": {\"amount\": 80}}\n{\"decision_id\": \"d-4\", \"input\": {\"amount\": 200}}\n");

        var result = await _stoa.RunAsync("policy", "diff", _current, _candidate, "-i", inputs, "--document", "data.app.allow");

        Assert.Equal(
            (1, "line  decision  current  candidate\n----  --------  -------  ---------\n3               true     false\n4     d-3       true     false\n\n4 inputs, 2 decided differently\n", ""),
            (result.Code, result.Out, result.Error));
    }

    [Fact]
    public async Task Diff_CountsAnErrorOfOnePolicyAsADifference()
    {
        var inputs = _stoa.File("inputs.jsonl", "{\"amount\": 70, \"key\": \"a\"}\n");

        var result = await _stoa.RunAsync("policy", "diff", _current, _candidate, "-i", inputs, "--document", "data.app.allow", "--format", "json");

        Assert.Equal(1, result.Code);
        Assert.Contains("\"error\": \"eval_conflict_error\"", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_WithoutDifference_Succeeds()
    {
        var inputs = _stoa.File("inputs.jsonl", "{\"amount\": 10}\n");

        var result = await _stoa.RunAsync("policy", "diff", _current, _candidate, "-i", inputs, "--document", "data.app.allow");

        Assert.Equal((0, "1 input, 0 decided differently\n"), (result.Code, result.Out));
    }

    [Theory]
    [InlineData("{\"amount\": \n", "inputs.jsonl:1: The input is not JSON")]
    [InlineData("{\"decision_id\": \"d\"}\n", "inputs.jsonl:1: the decision d has no input")]
    public async Task Diff_WithALineThatIsNoInput_SaysWhich(string content, string expected)
    {
        var inputs = _stoa.File("inputs.jsonl", content);

        var result = await _stoa.RunAsync("policy", "diff", _current, _candidate, "-i", inputs, "--document", "data.app.allow");

        Assert.Equal(2, result.Code);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
