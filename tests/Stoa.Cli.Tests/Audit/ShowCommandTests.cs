using Stoa.Trail.Tests.Building;

namespace Stoa.Cli.Tests.Audit;

public sealed class ShowCommandTests : IDisposable
{
    private readonly CommandLine _stoa = new() { Time = new FixedTime(TrailBuilder.Start.AddHours(2)) };
    private readonly string _folder;

    public ShowCommandTests() => _folder = SampleTrail.WriteTo(_stoa);

    public void Dispose() => _stoa.Dispose();

    [Fact]
    public async Task Show_HasALineForEachRecord()
    {
        var result = await _stoa.RunAsync("audit", "show", _folder);

        Assert.Equal(
            (0, """
                time                      tenant        caller                    called                        result                    ms
                ------------------------  ------------  ------------------------  ----------------------------  ------------------------  --------
                2026-11-22T10:15:30.126Z  acme          ada via agent-1           get-report                    success                   12.5
                2026-11-22T10:15:30.128Z  acme          bob via agent-1           delete-report                 tool_error                1500
                2026-11-22T10:15:30.131Z  globex        agent-1                   delete-report                 denied: quota_exceeded    12.5
                2026-11-22T10:15:30.132Z  acme          =cmd|'/c x'!A1?[2J??"evil"  =cmd|'/c x'!A1?[2J??"evil"    denied: denied            12.5
                2026-11-22T11:15:30.125Z                192.0.2.9                                               90 refused

                """.ReplaceLineEndings("\n").Replace('?', '\uFFFD'), ""),
            (result.Code, result.Out, result.Error));
    }

    [Theory]
    [InlineData("--tenant globex", "c")]
    [InlineData("--tool delete-*", "b c")]
    [InlineData("--tool DELETE-*", "")]
    [InlineData("--caller bob", "b")]
    [InlineData("--caller agent-1", "a b c")]
    [InlineData("--decision deny", "c d")]
    [InlineData("--decision allow --outcome success", "a")]
    [InlineData("--code 1203", "c")]
    [InlineData("--code quota_exceeded", "c")]
    [InlineData("--kind intent", "a b")]
    [InlineData("--kind intent --kind summary", "a b s")]
    [InlineData("--record b", "b b")]
    [InlineData("--since 2026-11-22T10:15:30.131Z", "c d s")]
    [InlineData("--since 90m", "s")]
    [InlineData("--until 2026-11-22T12:15:30.129+02:00", "a b")]
    [InlineData("--since 2026-11-23", "")]
    [InlineData("--last 2", "d s")]
    [InlineData("--last 1 --tenant acme", "d")]
    [InlineData("--entries --kind outcome", "a b")]
    public async Task Show_FiltersEntries(string arguments, string expected)
    {
        var result = await _stoa.RunAsync(["audit", "show", _folder, "--format", "json", .. arguments.Split(' ')]);

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(expected, string.Join(' ', result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Stoa.Trail.TrailEntry.Parse(System.Text.Encoding.ASCII.GetBytes(line)).DecisionId)));
    }

    [Fact]
    public async Task Show_WithEntries_ShowsThoseAboutTheTrailToo()
    {
        var result = await _stoa.RunAsync("audit", "show", _folder, "--entries");

        var kinds = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        Assert.Equal(["segment", "intent", "outcome", "intent", "outcome", "head", "segment", "denial", "denial", "head", "segment", "summary"], kinds);
    }

    [Fact]
    public async Task Show_AsJson_GivesTheLinesAsTheyStand()
    {
        var result = await _stoa.RunAsync("audit", "show", _folder, "--format", "json", "--record", "d");

        Assert.Equal(SampleTrail.New().Segments[1].Lines[2].Length, result.Out.TrimEnd('\n').Length);
        Assert.DoesNotContain('\u001b', result.Out);
    }

    [Fact]
    public async Task Show_OfALineThatIsNoEntry_SaysWhere()
    {
        var name = Directory.GetFiles(_folder, "audit-*.jsonl").Single();
        File.AppendAllText(name, "{}\n");

        var result = await _stoa.RunAsync("audit", "show", _folder, "--last", "1");

        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.StartsWith($"error: {Path.GetFileName(name)}: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_ShowsWhatIsWritten_UntilItIsInterrupted()
    {
        _stoa.Time = TimeProvider.System;
        var folder = Directory.CreateDirectory(Path.Combine(_stoa.Folder, "live")).FullName;
        using var interrupt = new CancellationTokenSource();
        using var output = new SignalWriter();
        var running = _stoa.RunAsync(["audit", "show", folder, "--follow", "--format", "json"], interrupt.Token, output);
        var trail = new TrailBuilder().Segment().Denial("a");
        trail.WriteTo(folder);
        Assert.Contains("\"decision_id\":\"a\"", await output.NextLineAsync(), StringComparison.Ordinal);

        trail.Denial("b").WriteTo(folder);
        Assert.Contains("\"decision_id\":\"b\"", await output.NextLineAsync(), StringComparison.Ordinal);
        await interrupt.CancelAsync();

        var result = await running;
        Assert.Equal((0, ""), (result.Code, result.Error));
    }
}
