namespace Stoa.Mcp.Sidecar.Tests.Configuration;

public sealed class EnvironmentTests
{
    [Theory]
    [InlineData("STOA_SERVER", "Stoa:server")]
    [InlineData("STOA_AUDIT__FOLDER", "Stoa:audit:folder")]
    [InlineData("Stoa__Audit__Folder", "Stoa:audit:folder")]
    [InlineData("STOA_HTTP__ALLOWEDHOSTS__0", "Stoa:http:allowedHosts:0")]
    [InlineData("STOA_OTLP__HEADERS__authorization", "Stoa:otlp:headers:authorization")]
    [InlineData("STOA_AUDIT__KEEPARGUMENTS__pay__0", "Stoa:audit:keepArguments:pay:0")]
    [InlineData("STOA_AUTHENTICATION__JWT__ISSUERS__0__ISSUER", "Stoa:authentication:jwt:issuers:0:issuer")]
    [InlineData("STOA_KAFKA__PRODUCER__bootstrap.servers", "Stoa:kafka:producer:bootstrap.servers")]
    public void Variable_SetsItsKey(string variable, string key) => Assert.Equal("x", Loading.Values("", variables: (variable, "x"))[key]);

    [Fact]
    public void Variable_WinsOverTheFile()
    {
        var values = Loading.Values("gateway: { mode: proxy }\nserver: file", variables: [("STOA_GATEWAY_MODE", "edge-mcp"), ("STOA_SERVER", "variable")]);

        Assert.Equal("edge-mcp", values["Stoa:Gateway:Mode"]);
        Assert.Equal("variable", values["Stoa:Server"]);
    }

    [Theory]
    [InlineData("STOA_AUDIT_FOLDER", "x", "STOA_AUDIT_FOLDER: is not a known key; did you mean 'STOA_AUDIT__FOLDER'?")]
    [InlineData("STOA_AUDIT__FODLER", "x", "STOA_AUDIT__FODLER: is not a known key; did you mean 'STOA_AUDIT__FOLDER'?")]
    [InlineData("STOA_HTTP__ALOWEDHOSTS__3", "x", "STOA_HTTP__ALOWEDHOSTS__3: is not a known key; did you mean 'STOA_HTTP__ALLOWEDHOSTS__n'?")]
    [InlineData("STOA_SOMETHING_QUITE_ELSE_THAT_NOBODY_READS", "x", "STOA_SOMETHING_QUITE_ELSE_THAT_NOBODY_READS: is not a known key.")]
    [InlineData("STOA_HTTP__ALLOWEDHOSTS", "x", "STOA_HTTP__ALLOWEDHOSTS: is a list; set STOA_HTTP__ALLOWEDHOSTS__0 and so on.")]
    [InlineData("STOA_AUDIT", "x", "STOA_AUDIT: has keys under it; set one of them, as STOA_AUDIT__….")]
    [InlineData("STOA_AUDIT__COMPRESS", "no", "STOA_AUDIT__COMPRESS: is 'no'; allowed: true or false.")]
    [InlineData("STOA_GATEWAY_MODE", "edge", "STOA_GATEWAY_MODE: is 'edge'; allowed: edge-mcp, sidecar, proxy, shadow.")]
    [InlineData("STOA_SERVER__X", "x", "STOA_SERVER__X: is not a known key; did you mean 'STOA_SERVER'?")]
    public void Variable_ThatNobodyReads_IsRefused(string name, string value, string error) => Assert.Equal([error], Loading.Errors("", variables: (name, value)));

    [Fact]
    public void TwoVariables_OfOneKey_AreRefused() =>
        Assert.Equal(["Stoa__Server: sets the same key as STOA_SERVER; set one of them."], Loading.Errors("", variables: [("STOA_SERVER", "a"), ("Stoa__Server", "b")]));

    [Theory]
    [InlineData("STOA_GATEWAY_SERVICE_HOST", "10.0.0.1")]
    [InlineData("STOA_GATEWAY_SERVICE_PORT", "8080")]
    [InlineData("STOA_GATEWAY_SERVICE_PORT_HTTP", "8080")]
    [InlineData("STOA_GATEWAY_PORT", "tcp://10.0.0.1:8080")]
    [InlineData("STOA_GATEWAY_PORT_8080_TCP", "tcp://10.0.0.1:8080")]
    [InlineData("STOA_GATEWAY_PORT_8080_TCP_ADDR", "10.0.0.1")]
    [InlineData("STOA_SERVICE_HOST", "10.0.0.1")]
    [InlineData("STOA_CONFIG", "")]
    [InlineData("PATH", "/bin")]
    public void Variable_OfAKubernetesService_IsNotOurs(string name, string value) => Assert.Empty(Loading.Values("", variables: (name, value)));
}
