using System.Text.RegularExpressions;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Resources;

public sealed partial class DocumentationTests
{
    public static TheoryData<string, int, string> Examples { get; } = Read("resources.md", "authorization.md", "rest-tools.md");

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_OfADocumentedPage_Loads(string page, int number, string yaml)
    {
        var load = Load.Files(($"{page}-{number}.yaml", yaml));

        Assert.Empty(load.Errors);
        Assert.NotEmpty(load.Snapshot!.Tenants);
    }

    private static TheoryData<string, int, string> Read(params string[] pages)
    {
        var data = new TheoryData<string, int, string>();
        foreach (var page in pages)
        {
            var number = 0;
            foreach (Match match in YamlBlock().Matches(Repository.Read($"docs/{page}")))
            {
                data.Add(page, ++number, match.Groups[1].Value);
            }
        }

        return data;
    }

    [GeneratedRegex(@"^```yaml\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex YamlBlock();
}
