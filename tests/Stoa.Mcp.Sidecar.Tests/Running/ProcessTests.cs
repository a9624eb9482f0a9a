using System.Text.Json;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Running;

/// <summary>The program as it is started and ended.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly Dictionary<string, string> FreePorts = new()
    {
        ["STOA_HOST__LISTEN"] = "http://127.0.0.1:0",
        ["STOA_HOST__MANAGEMENT"] = "http://127.0.0.1:0",
        ["STOA_GATEWAY__UPSTREAM__URL"] = "http://127.0.0.1:9/mcp",
    };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sigterm_EndsInOrder()
    {
        _folder.Write("stoa.yaml", "server: sales");
        using var process = new SidecarProcess(_folder.Root, FreePorts);
        var line = await process.LineAsync(line => line.Contains("\"EventId\":9020", StringComparison.Ordinal));
        var log = JsonDocument.Parse(line).RootElement;
        Assert.EndsWith("Z", log.GetProperty("Timestamp").GetString(), StringComparison.Ordinal);
        Assert.Equal("proxy", log.GetProperty("State").GetProperty("Mode").GetString());

        process.Terminate();

        Assert.Equal(0, await process.ExitCodeAsync());
        Assert.Empty(process.Errors);
        Assert.NotEmpty(Directory.GetFiles(_folder.PathOf("stoa-audit"), "audit-*.jsonl"));
    }

    [Fact]
    public async Task Log_CanBeText()
    {
        using var process = new SidecarProcess(_folder.Root, new Dictionary<string, string>(FreePorts) { ["STOA_HOST__LOGFORMAT"] = "text" });

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z info: ", await process.LineAsync(line => line.Contains("[9020]", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Check_SaysWhatWouldRun_AndListensToNothing()
    {
        _folder.Write("stoa.yaml", $"gateway: {{ mode: proxy, upstream: {{ url: http://127.0.0.1:3001/mcp }} }}\nresources: {{ folder: {Repository.PathOf("samples/Quickstart/resources")} }}");

        var (code, output, errors) = await RunAsync([], "--check");

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(
            $"""
            configuration  {_folder.PathOf("stoa.yaml")}
            mode           proxy, /mcp
            listens        http://127.0.0.1:8082
            management     http://127.0.0.1:9090
            upstream       http://127.0.0.1:3001/mcp
            resources      2 tenants, 3 grants
            policy         revision default
            """.ReplaceLineEndings("\n"),
            output);
        Assert.False(Directory.Exists(_folder.PathOf("stoa-audit")));
    }

    [Fact]
    public async Task Check_TellsEverythingThatIsWrong()
    {
        _folder.Write("resources/a.yaml", "kind: Tenat");
        _folder.Write("policy/own.rego", "package stoa.custom\ndeny contains");
        _folder.Write("keys.json", "{");
        _folder.Write("revoked.yaml", "tokns: []");

        var (code, output, errors) = await RunAsync(FreePorts, "--check", "--config", _folder.Write("own.yaml", "resources: { folder: resources }\npolicy: { folder: policy }\nauthentication: { apiKeys: { file: keys.json }, revocation: { file: revoked.yaml } }"));
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("a.yaml:1:", errors, StringComparison.Ordinal);
        Assert.Contains("own.rego:2:", errors, StringComparison.Ordinal);
        Assert.Contains("keys.json", errors, StringComparison.Ordinal);
        Assert.Contains("tokns", errors, StringComparison.Ordinal);

        (code, _, errors) = await RunAsync(FreePorts, "--check", "--config", _folder.Write("own.yaml", "host: { maxConnections: 0, drainDelay: 01:00:00 }\nhttp: { maxBodyBytes: 1 }\ngateway: { path: mcp }"));
        Assert.Equal(1, code);
        Assert.All(["own.yaml:1:25: host.maxConnections is 0", "own.yaml:1:40: host.drainDelay is 01:00:00", "own.yaml:2:23: http.maxBodyBytes is 1", "own.yaml:3:18: gateway.path: 'mcp'"], error => Assert.Contains(error, errors, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "own.yaml:1:1: 'servr' is not a known key; did you mean 'server'?", "--config", "own.yaml")]
    [InlineData(1, "none.yaml: cannot be read", "--config", "none.yaml")]
    [InlineData(64, "stoa-sidecar: '--chek' is not an option. See stoa-sidecar --help.", "--chek")]
    public async Task Start_ThatCannotBe_SaysWhy(int exitCode, string error, params string[] arguments)
    {
        _folder.Write("own.yaml", "servr: x");

        var (code, _, errors) = await RunAsync([], arguments);

        Assert.Equal(exitCode, code);
        Assert.Contains(error, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_ThatIsTaken_IsNamed()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";

        var (code, _, errors) = await RunAsync(new(FreePorts) { ["STOA_HOST__LISTEN"] = address });

        Assert.Equal(1, code);
        Assert.Contains($"{address}: address already in use", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schema_IsThatOfTheDocumentation() =>
        Assert.Equal((0, Repository.Read("docs/sidecar.schema.json").TrimEnd('\n'), ""), await RunAsync([], "--schema"));

    [Fact]
    public async Task Version_IsPrinted()
    {
        var (code, output, _) = await RunAsync([], "--version");

        Assert.Equal(0, code);
        Assert.Matches(@"^\d+\.\d+\.\d+", output);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(Dictionary<string, string> variables, params string[] arguments)
    {
        using var process = new SidecarProcess(_folder.Root, variables, arguments);
        var code = await process.ExitCodeAsync();
        return (code, process.Output, process.Errors);
    }
}
