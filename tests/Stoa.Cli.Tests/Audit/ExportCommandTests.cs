using System.Text.Json;

namespace Stoa.Cli.Tests.Audit;

public sealed class ExportCommandTests : IDisposable
{
    private readonly CommandLine _stoa = new();
    private readonly string _folder;

    public ExportCommandTests() => _folder = SampleTrail.WriteTo(_stoa);

    public void Dispose() => _stoa.Dispose();

    [Fact]
    public async Task Ocsf_OfAnOutcome_IsAnApiActivity()
    {
        var result = await _stoa.RunAsync("audit", "export", _folder, "--to", "ocsf", "--record", "a", "--kind", "outcome");

        Assert.Equal((0, ""), (result.Code, result.Error));
        var hash = JsonElement.Parse(SampleTrail.New().Segments[0].Lines[2]).GetProperty("hash").GetString()!.Length;
        var root = JsonElement.Parse(result.Out);
        Assert.Equal(64, hash);
        var unmapped = root.GetProperty("unmapped");
        Assert.Equal((6003, 6, 2, 600302), (Int(root, "class_uid"), Int(root, "category_uid"), Int(root, "activity_id"), Int(root, "type_uid")));
        Assert.Equal((1, 1, "success"), (Int(root, "status_id"), Int(root, "severity_id"), root.GetProperty("status_code").GetString()));
        Assert.Equal(1795342530126, root.GetProperty("time").GetInt64());
        Assert.Equal("""{"app_name":"agent-1","user":{"uid":"ada","domain":"https://issuer.example","groups":[{"name":"viewer"}]},"session":{"uid":"sha256:0123456789abcdef","issuer":"https://issuer.example"},"authorizations":[{"decision":"allowed","policy":{"name":"grant-1","version":"sha256:0011"}}]}""", root.GetProperty("actor").GetRawText());
        Assert.Equal("""{"operation":"tools/call","version":"2025-11-25","service":{"name":"orders"},"request":{"uid":"7","data":{"amount":12}},"response":{"message":"success"}}""", root.GetProperty("api").GetRawText());
        Assert.Equal("""{"ip":"192.0.2.7"}""", root.GetProperty("src_endpoint").GetRawText());
        Assert.Equal("""[{"name":"get-report","type":"tool","namespace":"analytics"}]""", root.GetProperty("resources").GetRawText());
        Assert.Equal((1250, "gold", 12.5), (Int(unmapped, "cost_microcents"), unmapped.GetProperty("tool_tier").GetString(), unmapped.GetProperty("latency_ms").GetDouble()));
        Assert.False(unmapped.TryGetProperty("hash", out _));
    }

    [Fact]
    public async Task Ocsf_HasAnEventForEachRecord()
    {
        var result = await _stoa.RunAsync("audit", "export", _folder, "--to", "ocsf");

        var events = result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal([1, 2, 2, 2, 2], events.Select(e => Int(e, "status_id")));
        Assert.Equal(["acme", "acme", "globex", "acme", null], events.Select(e => e.GetProperty("metadata").TryGetProperty("tenant_uid", out var t) ? t.GetString() : null));
        Assert.Equal(90, Int(events[4], "count"));
        Assert.All(events, e => Assert.All(["actor", "api", "src_endpoint", "metadata", "unmapped"], name => Assert.True(e.TryGetProperty(name, out _), name)));
        Assert.All(result.Out, character => Assert.InRange(character, '\n', '~'));
    }

    [Fact]
    public async Task Csv_QuotesAndGuards()
    {
        var result = await _stoa.RunAsync("audit", "export", _folder, "--to", "csv", "--record", "d");

        Assert.StartsWith("time,seq,kind,decision_id,tenant,caller.subject,caller.agent,", result.Out, StringComparison.Ordinal);
        Assert.Contains(",acme,\"'=cmd|'/c x'!A1\u001b[2J\n\u202e\"\"evil\"\"\",\"'=cmd|", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a=b", "a=b")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    public void CsvField_IsQuotedAndGuarded(string text, string expected) => Assert.Equal(expected, Cli.Audit.Export.CsvField.Of(Cli.Audit.Export.CsvField.Guarded(text)));

    [Fact]
    public async Task JsonLines_GoToAFile_AsTheyStand()
    {
        var file = Path.Combine(_stoa.Folder, "out.jsonl");

        var result = await _stoa.RunAsync("audit", "export", _folder, "--to", "jsonl", "--tenant", "acme", "--out", file);

        Assert.Equal((0, "", "5 entries in ./out.jsonl\n"), (result.Code, result.Out, result.Error));
        var lines = File.ReadAllLines(file);
        Assert.Equal(["a", "a", "b", "b", "d"], lines.Select(line => JsonElement.Parse(line).GetProperty("decision_id").GetString()));
        var original = Directory.GetFiles(_folder, "audit-*.jsonl").SelectMany(File.ReadAllLines);
        Assert.Contains(lines[4], original);
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
