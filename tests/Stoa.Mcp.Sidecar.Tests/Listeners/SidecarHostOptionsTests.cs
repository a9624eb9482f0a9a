using Stoa.Mcp.Sidecar.Listeners;

namespace Stoa.Mcp.Sidecar.Tests.Listeners;

public sealed class SidecarHostOptionsTests
{
    [Fact]
    public void Defaults_AreAllowed_AndOnLoopback()
    {
        Assert.Empty(Errors(new SidecarHostOptions()));
        Assert.True(ListenAddress.TryParse(new SidecarHostOptions().Management, out var management));
        Assert.False(management.IsPublic);
    }

    [Fact]
    public void Listener_ThatIsNoAddress_IsNamed() =>
        Assert.Equal(
            [$"Stoa:Host:Listen is '8080'; allowed: {ListenAddress.Allowed}.", $"Stoa:Host:Management is ''; allowed: {ListenAddress.Allowed}."],
            Errors(new SidecarHostOptions { Listen = "8080", Management = "" }));

    [Fact]
    public void Listeners_OnOnePort_AreRefused() =>
        Assert.Equal(
            ["Stoa:Host:Management is 'http://127.0.0.1:9090', which Stoa:Host:Listen has already; each listener needs a port of its own."],
            Errors(new SidecarHostOptions { Listen = "http://*:9090" }));

    [Fact]
    public void Tls_WithoutACertificate_IsRefused() =>
        Assert.Equal(
            ["Stoa:Host:Listen is 'https://*:8443', and Stoa:Host:Tls:CertificateFile names no certificate.", "Stoa:Host:Tls has a key, a password or ClientCertificates and no CertificateFile; name the certificate too."],
            Errors(new SidecarHostOptions { Listen = "https://*:8443", Tls = { KeyFile = "tls.key" } }));

    [Fact]
    public void Management_OverTls_IsRefused() =>
        Assert.Equal(
            ["Stoa:Host:Management is 'https://127.0.0.1:9090'; health and metrics are served over http alone."],
            Errors(new SidecarHostOptions { Management = "https://127.0.0.1:9090", Tls = { CertificateFile = "tls.crt" } }));

    [Fact]
    public void Bounds_AreHeld() =>
        Assert.Equal(4, Errors(new SidecarHostOptions
        {
            MaxConnections = 0,
            RequestHeadersTimeout = TimeSpan.FromMilliseconds(1),
            ShutdownTimeout = TimeSpan.FromHours(1),
            DrainDelay = TimeSpan.FromSeconds(-1),
        }).Length);

    private static string[] Errors(SidecarHostOptions options) => [.. new SidecarHostOptionsValidator().Validate(null, options).Failures ?? []];
}
