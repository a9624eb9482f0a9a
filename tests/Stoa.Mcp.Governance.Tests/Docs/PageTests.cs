using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Pipeline;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Names = Stoa.Mcp.Governance.Diagnostics.GovernanceTelemetryNames;

namespace Stoa.Mcp.Governance.Tests.Docs;

public sealed partial class PageTests
{
    [Fact]
    public void CodesPage_HasARowForEveryCode()
    {
        var page = Repository.Read("docs/codes.md");

        var missing = Enum.GetValues<GovernanceCode>()
            .Where(code => code != GovernanceCode.None)
            .Select(code => $"| {(int)code} | `{code.NameOf()}` |")
            .Where(row => !page.Contains(row, StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Fact]
    public void TelemetryPage_NamesEveryName()
    {
        var page = Repository.Read("docs/telemetry.md");

        var missing = typeof(Names).GetFields()
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/Stoa.Mcp.Governance/README.md")]
    public void EmbeddingSnippet_IsThatOfTheQuickstart(string readme)
    {
        var source = Repository.Read("samples/Quickstart/QuickstartApp.cs");

        var lines = Governing().Matches(Repository.Read(readme)).Select(match => match.Value.Trim()).ToArray();

        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Contains(line, source, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryLink_LeadsToAFileAndAHeading()
    {
        var pages = Directory.GetFiles(Repository.PathOf("docs"), "*.md")
            .Concat(Directory.GetFiles(Repository.PathOf("samples"), "*.md", SearchOption.AllDirectories).Where(path => !path.Contains("/bin/", StringComparison.Ordinal)))
            .Append(Repository.PathOf("README.md"))
            .Append(Repository.PathOf("CHANGELOG.md"));

        Assert.Empty(pages.SelectMany(BrokenLinks));
    }

    private static IEnumerable<string> BrokenLinks(string page)
    {
        foreach (var link in Links().Matches(Code().Replace(File.ReadAllText(page), "")).Select(match => match.Groups[1].Value))
        {
            var parts = link.Split('#', 2);
            var target = parts[0].Length == 0 ? page : Path.GetFullPath(parts[0], Path.GetDirectoryName(page)!);
            if (!Path.Exists(target) || (parts.Length == 2 && !Anchors(target).Contains(parts[1])))
            {
                yield return $"{Path.GetRelativePath(Repository.Root, page)}: {link}";
            }
        }
    }

    // GitHub's rule: lower case, spaces to hyphens, punctuation away.
    private static IEnumerable<string> Anchors(string page) =>
        Headings().Matches(File.ReadAllText(page))
            .Select(match => Punctuation().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"^\s*(builder\.Services\.Add(StoaGovernance|McpServer)|app\.(UseStoaGovernance|MapMcp)).*$", RegexOptions.Multiline)]
    private static partial Regex Governing();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\((?!https?:)([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
