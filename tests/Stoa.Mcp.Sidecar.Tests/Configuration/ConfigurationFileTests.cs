using Stoa.Mcp.Sidecar.Configuration;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    [Fact]
    public void File_IsTheSectionStoa()
    {
        var values = Loading.Values("""
            server: sales
            gateway: { mode: edge-mcp }
            http:
              allowedHosts: [mcp.example.com, 10.0.0.1]
            audit:
              keepArguments:
                pay*: [amount, currency]
            Authentication:
              Jwt:
                Issuers:
                  - Issuer: https://login.example
            """);

        Assert.Equal(
            [
                ("Stoa:audit:keepArguments:pay*:0", "amount"), ("Stoa:audit:keepArguments:pay*:1", "currency"),
                ("Stoa:authentication:jwt:issuers:0:issuer", "https://login.example"), ("Stoa:gateway:mode", "edge-mcp"),
                ("Stoa:http:allowedHosts:0", "mcp.example.com"), ("Stoa:http:allowedHosts:1", "10.0.0.1"), ("Stoa:server", "sales"),
            ],
            values.Select(value => (value.Key, value.Value!)).Order());
    }

    [Theory]
    [InlineData("audit:\n  foldr: x", "stoa.yaml:2:3: 'foldr' is not a known key under 'audit'; did you mean 'folder'?")]
    [InlineData("gatway: {}", "stoa.yaml:1:1: 'gatway' is not a known key; did you mean 'gateway'?")]
    [InlineData("audit: { retain-for: 1.00:00:00 }", "stoa.yaml:1:10: 'retain-for' is not a known key under 'audit'; did you mean 'retainFor'?")]
    [InlineData("tenancy: { x: 1 }", "stoa.yaml:1:12: 'x' is not a known key under 'tenancy'; known: requireDeclared.")]
    [InlineData("audit:\n  retainFor: 7 days", "stoa.yaml:2:14: 'audit.retainFor' is the text '7 days'; allowed: a duration as [d.]hh:mm:ss, for example 00:00:30 or 7.00:00:00.")]
    [InlineData("audit: { bufferInterval: 30 }", "stoa.yaml:1:26: 'audit.bufferInterval' is the number 30; allowed: a duration as [d.]hh:mm:ss, for example 00:00:30 or 7.00:00:00.")]
    [InlineData("audit: { compress: yes }", "stoa.yaml:1:20: 'audit.compress' is the text 'yes'; allowed: true or false.")]
    [InlineData("audit: { queueEntries: 1e3 }", "stoa.yaml:1:24: 'audit.queueEntries' is the number 1e3; allowed: a whole number.")]
    [InlineData("audit: { durability: bufered }", "stoa.yaml:1:22: 'audit.durability' is the text 'bufered'; allowed: Buffered, BeforeAnswer; did you mean 'Buffered'?")]
    [InlineData("gateway: { mode: proxies }", "stoa.yaml:1:18: 'gateway.mode' is the text 'proxies'; allowed: edge-mcp, sidecar, proxy, shadow.")]
    [InlineData("audit: here", "stoa.yaml:1:8: 'audit' is the text 'here'; allowed: keys under it.")]
    [InlineData("http: { allowedHosts: a.example }", "stoa.yaml:1:23: 'http.allowedHosts' is the text 'a.example'; allowed: a list.")]
    [InlineData("server: [a]", "stoa.yaml:1:9: 'server' is a list; allowed: a text.")]
    [InlineData("server:", "stoa.yaml:1:8: 'server' is empty; allowed: a text.")]
    [InlineData("server: a\nServer: b", "stoa.yaml:2:1: 'Server' is 'server' of line 1 again: keys are the same whatever their case.")]
    [InlineData("server: a\nserver: b", "stoa.yaml:2:1: 'server' occurs twice; the first is on line 1")]
    [InlineData("server: &a x\nenvironment: *a", "stoa.yaml:1:9: anchor '&a' is not allowed: write the value out where it is used", "stoa.yaml:2:14: alias '*a' is not allowed: write the value out")]
    [InlineData("server: !!str x", "stoa.yaml:1:9: tag 'tag:yaml.org,2002:str' is not allowed: quote a text to keep it a text")]
    [InlineData("- a", "stoa.yaml:1:1: keys are expected, not a list.")]
    [InlineData("server: a\n---\nserver: b", "stoa.yaml:3:1: a second document; one is allowed.")]
    public void File_WithAMistake_IsRefusedWithItsPlace(string text, params string[] errors) => Assert.Equal(errors, Loading.Errors(text));

    [Fact]
    public void EveryMistake_IsToldAtOnce()
    {
        var errors = Loading.Errors("audit: { compress: maybe, foldr: x }\nhots: {}", "stoa.yaml", ("STOA_SERVR", "x"), ("STOA_AUDIT__SEGMENTBYTES", "big"));

        Assert.Equal(5, errors.Length);
    }

    [Theory]
    [InlineData("{\n  \"audit\": { \"foldr\": 1 }\n}", "stoa.json:2:14: 'foldr' is not a known key under 'audit'; did you mean 'folder'?")]
    [InlineData("{\"audit\":\n\t{\"compress\": 1}}", "stoa.json:2:15: 'audit.compress' is the number 1; allowed: true or false.")]
    [InlineData("{\"server\": \"a\",\n \"server\": \"b\"}", "stoa.json:2:2: 'server' occurs twice; the first is on line 1")]
    [InlineData("{\"server\": \"a\"\n", "stoa.json:2:1: not readable as JSON from here on")]
    [InlineData("{\"server\": \"\\ud800\"}", "stoa.json:1:12: not readable as JSON: a text with half a surrogate pair")]
    [InlineData("[]", "stoa.json:1:1: keys are expected, not a list.")]
    public void JsonFile_WithAMistake_IsRefusedWithItsPlace(string text, string error) => Assert.Equal([error], Loading.Errors(text, "stoa.json"));

    [Fact]
    public void JsonFile_IsReadAsAYamlFile()
    {
        var values = Loading.Values("""{"$schema": "sidecar.schema.json", "audit": {"compress": false, "queueEntries": 5}, "server": "\u00e9"}""", "stoa.json");

        Assert.Equal([("Stoa:audit:compress", "false"), ("Stoa:audit:queueEntries", "5"), ("Stoa:server", "é")], values.Select(value => (value.Key, value.Value!)).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("audit:\n  # folder: x\nhttp:\n")]
    public void File_ThatSaysNothing_IsEmpty(string text) => Assert.Empty(Loading.Values(text));

    [Fact]
    public void File_ThatIsNamedAndNotThere_IsAnError()
    {
        using var folder = new TempFolder();

        var error = Assert.Throws<ConfigurationException>(() => SidecarConfiguration.Load(folder.PathOf("none.yaml"), new Dictionary<string, string>()));

        Assert.Contains("none.yaml: cannot be read", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_IsNamedByTheCommandLine_ElseByTheEnvironment()
    {
        using var folder = new TempFolder();
        var variables = new Dictionary<string, string> { ["STOA_CONFIG"] = folder.Write("b.yaml", "server: b") };

        Assert.Equal("a", SidecarConfiguration.Load(folder.Write("a.yaml", "server: a"), variables).Values["Stoa:Server"]);
        Assert.Equal("b", SidecarConfiguration.Load(null, variables).Values["Stoa:Server"]);
        Assert.Equal(folder.Root, SidecarConfiguration.Load(null, variables).ContentRoot);
    }
}
