using System.Diagnostics;

namespace Stoa.Cli.Tests;

public sealed class StoaCommandTests : IDisposable
{
    private readonly CommandLine _stoa = new();

    public void Dispose() => _stoa.Dispose();

    [Theory]
    [InlineData("eval")]
    [InlineData("test")]
    [InlineData("check")]
    [InlineData("fmt")]
    [InlineData("builtins")]
    public async Task Help_ShowsExamplesAndExitCodes(string command)
    {
        var result = await _stoa.RunAsync("policy", command, "--help");

        Assert.Equal(0, result.Code);
        Assert.Contains($"Examples:\n  stoa policy {command}", result.Out, StringComparison.Ordinal);
        Assert.Contains("Exit codes:\n  0 ", result.Out, StringComparison.Ordinal);
        Assert.Equal("", result.Error);
    }

    [Theory]
    [InlineData("audit verify")]
    [InlineData("audit show")]
    [InlineData("audit export")]
    [InlineData("audit heads")]
    [InlineData("audit key new")]
    [InlineData("audit key id")]
    [InlineData("usage")]
    [InlineData("shadow report")]
    public async Task Help_OfTrails_ShowsExamplesAndExitCodes(string command)
    {
        var result = await _stoa.RunAsync([.. command.Split(' '), "--help"]);

        Assert.Equal(0, result.Code);
        Assert.Contains($"Examples:\n  stoa {command}", result.Out, StringComparison.Ordinal);
        Assert.Contains("Exit codes:\n  0 ", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy eval", "error: Required argument missing for command: 'eval'.\nSee `stoa policy eval --help`.\n")]
    [InlineData("policy test", "error: Give a path or a bundle to test.\nSee `stoa policy test --help`.\n")]
    [InlineData("policy check", "error: Give a path or a bundle to check.\nSee `stoa policy check --help`.\n")]
    [InlineData("policy test . --threshold 101", "error: --threshold is a percentage, from 0 to 100.\nSee `stoa policy test --help`.\n")]
    [InlineData("policy test . --timeout 0", "error: --timeout is a number of seconds above 0 and up to 86400.\nSee `stoa policy test --help`.\n")]
    [InlineData("policy test . -r (?=x)", "error: --run is no regular expression, or one with look-around or back references.\nSee `stoa policy test --help`.\n")]
    [InlineData("audit show x --last 0", "error: --last is a number from 1 to 1000000.\nSee `stoa audit show --help`.\n")]
    [InlineData("audit show x --since yesterday", "error: --since is a time as in RFC 3339, 2026-11-22T10:15:30Z, or how long ago: 90s, 30m, 2h, 7d.\nSee `stoa audit show --help`.\n")]
    [InlineData("audit export x", "error: Option '--to' is required.\nSee `stoa audit export --help`.\n")]
    [InlineData("shadow report x --json --grants", "error: Give --grants or --json: the JSON has the grants too.\nSee `stoa shadow report --help`.\n")]
    [InlineData("usage x --by colour", "error: --by takes tenant, agent, user, tool, tier, operation, access, status, error, server, environment, hour, day, month.\nSee `stoa usage --help`.\n")]
    public async Task WrongCommandLine_IsSaidInOneLine(string arguments, string error)
    {
        var result = await _stoa.RunAsync(arguments.Split(' '));

        Assert.Equal((64, "", error), (result.Code, result.Out, result.Error));
    }

    [Theory]
    [InlineData("policy nothing")]
    [InlineData("policy eval 1 --format xml")]
    [InlineData("policy eval 1 2")]
    [InlineData("audit verify")]
    [InlineData("audit verify x --format xml")]
    [InlineData("audit export x --to xml")]
    [InlineData("audit show x --decision maybe")]
    [InlineData("usage")]
    public async Task WrongCommandLine_ExitsWith64(string arguments)
    {
        var result = await _stoa.RunAsync(arguments.Split(' '));

        Assert.Equal(64, result.Code);
        Assert.StartsWith("error: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_WritesUncoloured_AndExitsWithTheCode()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in new[] { typeof(StoaCommand).Assembly.Location, "policy", "eval", "input.user == \"änn\"", "-i", "-", "--fail" })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.BaseStream.WriteAsync("""{"user": "änn"}"""u8.ToArray());
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal("true\n", output.ReplaceLineEndings("\n"));
        Assert.Equal("", await process.StandardError.ReadToEndAsync());
        Assert.Equal(0, process.ExitCode);
    }
}
