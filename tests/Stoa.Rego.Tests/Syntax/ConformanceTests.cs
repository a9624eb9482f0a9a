using System.Text.Json;
using Stoa.Rego.Syntax;
using Xunit.Abstractions;

namespace Stoa.Rego.Tests.Syntax;

public sealed class ConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryModuleQueryAndTerm_Parses()
    {
        if (ConformanceData.IsMissing(output))
        {
            return;
        }

        var failures = new List<string>();
        var count = 0;
        foreach (var (note, item) in ConformanceData.Cases())
        {
            Try(note, item, "query", text => RegoParser.ParseQuery(text));
            Try(note, item, "input_term", text => RegoParser.ParseTerm(text));
        }

        foreach (var (note, text) in ConformanceData.Modules())
        {
            Check(note, text, source => RegoParser.ParseModule(note, source));
        }

        output.WriteLine($"{count} texts parsed.");
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));

        void Try(string note, JsonElement item, string property, Action<string> parse)
        {
            if (item.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String)
            {
                Check(note, value.GetString()!, parse);
            }
        }

        void Check(string note, string text, Action<string> parse)
        {
            try
            {
                parse(text);
                count++;
            }
            catch (RegoException error)
            {
                failures.Add($"{note}: {error.Message}\n{text}");
            }
        }
    }
}
