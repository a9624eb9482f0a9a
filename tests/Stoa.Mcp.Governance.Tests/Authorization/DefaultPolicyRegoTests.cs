using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization;

/// <summary>The shipped policy's own tests, in Rego.</summary>
public sealed class DefaultPolicyRegoTests
{
    private const string Folder = "src/Stoa.Mcp.Governance/Authorization/DefaultPolicy";

    [Fact]
    public void EveryRule_OfTheTests_Holds()
    {
        var (all, failed) = RegoTests.Run(RegoSources.FromFolder(Repository.PathOf(Folder)).AddTo(new RegoCompiler()).Compile());

        Assert.True(all.Count >= 25, $"{all.Count} tests");
        Assert.Empty(failed);
    }

    [Fact]
    public void ShippedFiles_AreThoseOfTheFolder_WithoutTheTests() => Assert.Equal(
        Directory.GetFiles(Repository.PathOf(Folder)).Select(Path.GetFileName).Where(name => !name!.EndsWith("_test.rego", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        DefaultPolicyFiles.Files.Select(file => file.Name));
}
