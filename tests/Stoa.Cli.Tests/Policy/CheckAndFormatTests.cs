using System.Text.Json;

namespace Stoa.Cli.Tests.Policy;

public sealed class CheckAndFormatTests : IDisposable
{
    private const string Untidy = "package a\np   if   input.x==1\n";
    private const string Tidy = "package a\n\np if input.x == 1\n";

    private readonly CommandLine _stoa = new();

    public void Dispose() => _stoa.Dispose();

    [Fact]
    public async Task Check_SaysWhatIsWrong_InAllModules()
    {
        _stoa.File("a.rego", "package a\np if x\n");
        _stoa.File("b.rego", "package b\nq if y\n");
        var pretty = await _stoa.RunAsync("policy", "check", _stoa.Folder);
        var json = await _stoa.RunAsync("policy", "check", _stoa.Folder, "--format", "json");

        Assert.Equal(1, pretty.Code);
        Assert.Contains("./a.rego:2:6: rego_unsafe_var_error", pretty.Error, StringComparison.Ordinal);
        Assert.Contains("./b.rego:2:6: rego_unsafe_var_error", pretty.Error, StringComparison.Ordinal);
        Assert.Equal(2, JsonDocument.Parse(json.Out).RootElement.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task Check_OfWhatIsRight()
    {
        var file = _stoa.File("a.rego", Tidy);

        Assert.Equal(new CommandResult(0, "ok: 1 module\n", ""), await _stoa.RunAsync("policy", "check", file));
        Assert.Equal(new CommandResult(0, "{}\n", ""), await _stoa.RunAsync("policy", "check", file, "-f", "json"));
    }

    [Fact]
    public async Task Check_OfAPathThatIsNot() => Assert.Equal(
        new CommandResult(1, "", "error: /nowhere: there is no such file or folder\n"), await _stoa.RunAsync("policy", "check", "/nowhere"));

    [Fact]
    public async Task Fmt_ShowsWritesListsAndCompares()
    {
        var file = _stoa.File("a.rego", Untidy);
        _stoa.File("b.rego", Tidy);
        _stoa.Input = Untidy;

        Assert.Equal(Tidy, (await _stoa.RunAsync("policy", "fmt", file)).Out);
        Assert.Equal(Tidy, (await _stoa.RunAsync("policy", "fmt", "-")).Out);
        Assert.Equal("./a.rego\n", (await _stoa.RunAsync("policy", "fmt", "-l", _stoa.Folder)).Out);
        Assert.Equal(
            "--- ./a.rego\n+++ ./a.rego (formatted)\n@@ 1 @@\n package a\n-p   if   input.x==1\n+\n+p if input.x == 1\n",
            (await _stoa.RunAsync("policy", "fmt", "-d", _stoa.Folder)).Out);
        Assert.Equal(2, (await _stoa.RunAsync("policy", "fmt", "-l", "--fail", _stoa.Folder)).Code);
        Assert.Equal(Untidy, await File.ReadAllTextAsync(file));

        Assert.Equal(new CommandResult(0, "", ""), await _stoa.RunAsync("policy", "fmt", "-w", _stoa.Folder));
        Assert.Equal(Tidy, await File.ReadAllTextAsync(file));
        Assert.Equal(0, (await _stoa.RunAsync("policy", "fmt", "-l", "--fail", _stoa.Folder)).Code);
    }

    [Fact]
    public async Task Fmt_OfWhatIsNoRego_GoesOnWithTheOthers()
    {
        _stoa.File("a.rego", "package a\np if {\n");
        var other = _stoa.File("b.rego", Untidy);
        var result = await _stoa.RunAsync("policy", "fmt", "-w", _stoa.Folder);

        Assert.Equal(1, result.Code);
        Assert.Contains("./a.rego:", result.Error, StringComparison.Ordinal);
        Assert.Equal(Tidy, await File.ReadAllTextAsync(other));
    }

    [Fact]
    public async Task Builtins_Lists()
    {
        Assert.Contains("io.jwt.decode\n", (await _stoa.RunAsync("policy", "builtins", "JWT")).Out, StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse((await _stoa.RunAsync("policy", "builtins", "-f", "json")).Out).RootElement.GetArrayLength() > 150);
    }
}
