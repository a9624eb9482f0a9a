using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Authorization.Sources;
using Stoa.Mcp.Governance.Tests.Authorization;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Samples;

/// <summary>Every folder of samples/policies: its own tests, and that a server would take it.</summary>
public sealed class SamplePolicyTests
{
    private static readonly string Root = Repository.PathOf("samples/policies");

    public static TheoryData<string> Folders => new(Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Folders))]
    public void Tests_OfTheSample_Hold(string folder)
    {
        var (all, failed) = RegoTests.Run(RegoSources.FromFolder(Path.Combine(Root, folder)).AddTo(new RegoCompiler()).Compile());

        Assert.True(all.Count >= 2, $"{all.Count} tests");
        Assert.Empty(failed);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Sample_IsAPolicyThatAServerTakes(string folder)
    {
        using var origin = new FolderOrigin(Path.Combine(Root, folder));
        var sources = await origin.ReadAsync(CancellationToken.None);

        Assert.NotNull(PolicyCompiler.Compile(sources!, new PolicyOptions()));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Readme_SaysWhatIsAllowedAndWhatIsDenied(string folder)
    {
        var readme = File.ReadAllText(Path.Combine(Root, folder, "README.md"));

        Assert.Contains("## What you should see: allowed", readme, StringComparison.Ordinal);
        Assert.Contains("## What you should see: denied", readme, StringComparison.Ordinal);
        Assert.Contains($"({folder}/README.md)", File.ReadAllText(Path.Combine(Root, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_CanLieInOneFolder()
    {
        var compiler = new RegoCompiler();
        foreach (var folder in Directory.GetDirectories(Root))
        {
            RegoSources.FromFolder(folder, includeTests: false).AddTo(compiler);
        }

        Assert.NotNull(compiler.Compile());
    }
}
