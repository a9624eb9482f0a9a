using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Sidecar.Tests.Configuration;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("flaw", "lawn", 2)]
    public void Distance_CountsChanges(string from, string to, int distance) => Assert.Equal(distance, Suggestion.Distance(from, to));

    [Theory]
    [InlineData("folder", "folder")]
    [InlineData("FOLDER", "folder")]
    [InlineData("retain_for", "retainFor")]
    [InlineData("foldre", "folder")]
    [InlineData("durability", null)]
    public void Nearest_IsWithinAThird(string written, string? nearest) => Assert.Equal(nearest, Suggestion.Nearest(written, ["folder", "retainFor"]));
}
