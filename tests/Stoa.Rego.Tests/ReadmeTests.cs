using System.Runtime.CompilerServices;

namespace Stoa.Rego.Tests;

/// <summary>The code in the package's README is the code between the marks here, and it does what the README says.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void FirstLines_DecideAsSaid()
    {
        // <first>
        var policy = new RegoCompiler()
            .AddModule("app.rego", """
                package app

                default allow := false

                allow if input.user in data.admins
                """)
            .AddData((RegoObject)RegoJson.Parse("""{"admins": ["ann"]}"""))
            .Compile();

        var allow = policy.Document("data.app.allow");
        Console.WriteLine(allow.Evaluate(RegoJson.Parse("""{"user": "ann"}"""))); // true
        Console.WriteLine(allow.Evaluate(RegoJson.Parse("""{"user": "bob"}"""))); // false
        // </first>
        Assert.Equal(true, allow.Evaluate(RegoJson.Parse("""{"user": "ann"}""")));
        Assert.Equal(false, allow.Evaluate(RegoJson.Parse("""{"user": "bob"}""")));
    }

    [Fact]
    public void Readme_HasTheCodeOfThisFile()
    {
        var code = Between(File.ReadAllText(ThisFile()), "// <first>", "// </first>");
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../src/Stoa.Rego/README.md"));

        Assert.Contains(code, readme.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static string Between(string text, string start, string end)
    {
        text = text.ReplaceLineEndings("\n");
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length + 1;
        var lines = text[from..text.IndexOf(end, StringComparison.Ordinal)].TrimEnd().Split('\n');
        return string.Join('\n', lines.Select(line => line.Length > 8 ? line[8..] : line.Trim()));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
