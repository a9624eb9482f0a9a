using System.Reflection;
using Stoa.Mcp.Gateway.Rest;
using Stoa.Mcp.Governance.Resources.Tools;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Gateway.Tests.Docs;

public sealed class RestPageTests
{
    private static readonly string Page = Repository.Read("docs/rest-tools.md");

    [Fact]
    public void Page_NamesEverySentence()
    {
        var sentences = typeof(RestSentences).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)
            .Append(RestSentences.Status(404))
            .Append(RestSentences.Unfit("amount", "must be at most 1000"))
            .Where(sentence => sentence != RestSentences.NotText);

        Assert.All(sentences, sentence => Assert.Contains($"`{sentence}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Page_NamesEveryWayToShowACredential() =>
        Assert.All(UpstreamAuthReader.OfApi.Words.Split(", "), word => Assert.Contains($"`{word}`", Page, StringComparison.Ordinal));

    [Fact]
    public void Page_HasTheRiskOfEveryMethod()
    {
        foreach (var method in MethodRisk.Methods)
        {
            var row = Page.Split('\n').Single(line => line.Contains($"`{method}`", StringComparison.Ordinal) && line.EndsWith("` |", StringComparison.Ordinal) && line.Split('|').Length == 7);
            var reads = MethodRisk.ReadsOnly(method);
            var expected = $"| {Word(reads)} | {Word(!reads)} | {Word(MethodRisk.IsIdempotent(method))} | `{(reads ? "read" : "destructive")}` |";

            Assert.EndsWith(expected, row, StringComparison.Ordinal);
        }

        static string Word(bool flag) => flag ? "true" : "false";
    }

    [Fact]
    public void Page_NamesEveryKeyword()
    {
        var faults = new List<Governance.Resources.Schemas.SchemaFault>();
        Governance.Resources.Schemas.JsonSchema.Read(System.Text.Json.JsonElement.Parse("""{"unheard-of":1}"""), faults);
        var keywords = faults[0].Reason.Split("checked: ")[1].Split(", ").Where(keyword => keyword is not ("$defs" or "definitions"));

        Assert.All(keywords, keyword => Assert.Contains($"`{keyword}`", Page, StringComparison.Ordinal));
    }
}
