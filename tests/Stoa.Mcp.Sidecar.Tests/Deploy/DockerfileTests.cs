using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.Sidecar.Listeners;

namespace Stoa.Mcp.Sidecar.Tests.Deploy;

public sealed class DockerfileTests
{
    private static readonly string[] Lines = Repository.Read("src/Stoa.Mcp.Sidecar/Dockerfile").Split('\n');

    [Fact]
    public void Image_ExposesThePortsOfTheModes_AndOfManagement()
    {
        Assert.True(ListenAddress.TryParse(new SidecarHostOptions().Management, out var management));
        int[] ports = [.. new[] { "edge-mcp", "sidecar", "proxy", "shadow" }.Select(ListenerPlan.PortOf), management.Port];

        Assert.Contains("EXPOSE " + string.Join(' ', ports), Lines);
    }

    // A build's leftovers name folders of the machine that it ran on, and what a sample wrote is a trail, or a key.
    [Fact]
    public void BuildContext_HoldsNothingThatIsNotCommitted()
    {
        var leftOut = Repository.Read(".dockerignore").Split('\n').Where(line => line is not ("" or ['#', ..])).Select(line => line.Replace("**/", "", StringComparison.Ordinal));
        var ignored = Repository.Read(".gitignore").Split('\n').Where(line => line is not ("" or ['#', ..])).Select(line => line.TrimEnd('/'));

        Assert.Equal(ignored.Order(), leftOut.Order());
    }

    [Fact]
    public void Image_RunsAsAUserOfItsOwn() => Assert.Contains("USER 1654:1654", Lines);

    [Fact]
    public void Variables_AreKeysThatThereAre()
    {
        var variables = Lines.SelectMany(line => line.Split(' ')).Where(word => word.StartsWith("STOA_", StringComparison.Ordinal)).Select(word => word.Split('=', 2)).ToList();

        Assert.Equal(2, variables.Count);
        Assert.Equal(2, Configuration.Loading.Values("", variables: [.. variables.Select(pair => (pair[0], pair[1]))]).Count);
    }
}
