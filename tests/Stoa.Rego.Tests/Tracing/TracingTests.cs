namespace Stoa.Rego.Tests.Tracing;

public sealed class TracingTests
{
    private const string Source = """
        package app

        default allow := false

        allow if {
            some role in input.roles
            role == "admin"
            not denied
        }

        allow if {
            input.tool == "read"
            input.x == 1
        }

        denied if input.user == "eve"

        never if {
            input.z
            input.w
        }
        """;

    private static readonly RegoPolicy Policy =
        new RegoCompiler(new RegoCompilerOptions { EnableTrace = true }).AddModule("app.rego", Source).Compile();

    [Fact]
    public void Coverage_CountsRowsWithStatements()
    {
        var coverage = new RegoCoverage(Policy);
        Evaluate("""{"roles": ["dev", "admin"], "user": "ann"}""", coverage.Add);
        var file = Assert.Single(coverage.Report().Files);

        Assert.Equal("app.rego", file.File);
        Assert.Subset(file.CoveredRows.ToHashSet(), new HashSet<int> { 6, 7, 8, 16 });
        Assert.Subset(file.NotCoveredRows.ToHashSet(), new HashSet<int> { 13, 19, 20 });
        Assert.InRange(file.Percent, 1, 99);
    }

    [Fact]
    public void Coverage_ReportIsOpasJson()
    {
        var report = new RegoCoverageReport([new RegoCoverageFile("a.rego", [1, 2, 3, 7], [5])]);

        Assert.Equal(80, report.Percent);
        Assert.Equal(
            """{"files":{"a.rego":{"covered":[{"start":{"row":1},"end":{"row":3}},{"start":{"row":7},"end":{"row":7}}],"not_covered":[{"start":{"row":5},"end":{"row":5}}],"covered_lines":4,"not_covered_lines":1,"coverage":80}},"covered_lines":4,"not_covered_lines":1,"coverage":80}""",
            System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonDocument.Parse(report.ToJson())));
        Assert.Equal(100, new RegoCoverageReport([]).Percent);
    }

    [Fact]
    public void Explanation_ShowsWhatHeldAndWhatFailed()
    {
        var explanation = new RegoExplanation([new RegoSource("app.rego", Source)]);
        Evaluate("""{"roles": ["dev", "admin"], "user": "eve"}""", explanation.Add);
        using var text = new StringWriter();
        explanation.Write(text);
        var lines = text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line[(line.IndexOf("  ", StringComparison.Ordinal) is var at and >= 0 ? at : 0)..].Trim()).ToArray();

        Assert.Contains("| enter data.app.allow", lines);
        Assert.Equal(1, lines.Count(line => line == "| fail role == \"admin\""));
        Assert.Equal(1, lines.Count(line => line == "| fail not denied"));
        Assert.Equal(1, lines.Count(line => line == "| evaluate not denied"));
        Assert.Contains("| | exit data.app.denied", lines);
        Assert.Single(lines, line => line == "| exit data.app.allow"); // the default
    }

    [Fact]
    public void Explanation_OfWhatHolds_HasNoFailure()
    {
        var explanation = new RegoExplanation([new RegoSource("app.rego", Source)]);
        Evaluate("""{"roles": ["admin"], "user": "ann"}""", explanation.Add);
        using var text = new StringWriter();
        explanation.Write(text);

        Assert.DoesNotContain("fail not denied", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("exit data.app.allow", text.ToString(), StringComparison.Ordinal);
    }

    private static void Evaluate(string input, Action<RegoTraceEvent> trace) =>
        Policy.Document("data.app.allow").Evaluate(RegoJson.Parse(input), new RegoEvaluationOptions { Trace = trace });
}
