using Stoa.Mcp.Sidecar.CommandLine;

namespace Stoa.Mcp.Sidecar.Tests.CommandLine;

public sealed class SidecarArgumentsTests
{
    [Theory]
    [InlineData("", SidecarTask.Run, null)]
    [InlineData("--config a.yaml", SidecarTask.Run, "a.yaml")]
    [InlineData("-c a.yaml --check", SidecarTask.Check, "a.yaml")]
    [InlineData("--check --config=a.yaml", SidecarTask.Check, "a.yaml")]
    [InlineData("--schema", SidecarTask.Schema, null)]
    [InlineData("--version", SidecarTask.Version, null)]
    [InlineData("-h", SidecarTask.Help, null)]
    internal void Arguments_AreRead(string line, SidecarTask task, string? file)
    {
        var arguments = SidecarArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(task, arguments.Task);
        Assert.Equal(file, arguments.ConfigurationFile);
    }

    [Theory]
    [InlineData("--config", "--config needs a file.")]
    [InlineData("--config=", "'--config=' is not an option.")]
    [InlineData("--chek", "'--chek' is not an option.")]
    [InlineData("stoa.yaml", "'stoa.yaml' is not an option.")]
    public void Arguments_ThatAreNone_AreRefused(string line, string message) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => SidecarArguments.Parse(line.Split(' '))).Message);

    [Fact]
    public void Help_NamesEveryOption() =>
        Assert.All(["--config FILE", "--check", "--schema", "--version", "--help"], option => Assert.Contains(option, HelpText.Text, StringComparison.Ordinal));
}
