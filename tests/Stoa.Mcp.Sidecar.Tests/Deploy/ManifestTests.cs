using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Sidecar.Checking;
using Stoa.Mcp.Sidecar.Listeners;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;
using YamlDotNet.RepresentationModel;

namespace Stoa.Mcp.Sidecar.Tests.Deploy;

/// <summary>What the manifests say to Kubernetes and what they say to the host agree.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Manifests => Manifest.All;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Manifests))]
    public async Task Configuration_WouldStart(string file)
    {
        var host = DeployedHost.Of(new Manifest(file), _folder);
        var app = Build(host);
        var (output, error) = (new StringWriter(), new StringWriter());

        var code = await CheckRun.RunAsync(app, host.Configuration, output, error);

        Assert.Equal((0, ""), (code, error.ToString()));
        Assert.Contains("1 tenants, 1 grants", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Ports_AreThoseThatTheHostListensOn(string file)
    {
        var manifest = new Manifest(file);
        var app = Build(DeployedHost.Of(manifest, _folder));
        var plan = app.Services.GetRequiredService<ListenerPlan>();
        var (main, management) = (Number(plan.Main.Port), Number(plan.Management.Port));

        Assert.True(plan.Main.IsPublic && plan.Management.IsPublic);
        Assert.NotEqual(System.Net.IPAddress.Any, plan.Management.Address);
        Assert.All(["startupProbe", "livenessProbe"], probe => Assert.Equal(("/livez", management), ProbeOf(probe)));
        Assert.Equal(("/readyz", management), ProbeOf("readinessProbe"));
        Assert.Equal([main, management], Manifest.Items(manifest.Host, "ports").Select(port => Manifest.Text(port, "containerPort")));
        Assert.All(
            manifest.OfKind("Service").SelectMany(service => Manifest.Items(service, "spec", "ports")),
            port => Assert.Equal(main, Manifest.Text(port, "targetPort") ?? Manifest.Text(port, "port")));
        Assert.Equal(
            [main, management],
            Manifest.Items(manifest.OfKind("NetworkPolicy").Single(), "spec", "ingress").SelectMany(rule => Manifest.Items(rule, "ports")).Select(port => Manifest.Text(port, "port")));

        (string?, string?) ProbeOf(string probe) => (Manifest.Text(manifest.Host, probe, "httpGet", "path"), Manifest.Text(manifest.Host, probe, "httpGet", "port"));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Container_MayDoNoMoreThanItMust(string file)
    {
        var manifest = new Manifest(file);

        Assert.Equal("true", Manifest.Text(manifest.Pod, "securityContext", "runAsNonRoot"));
        Assert.Equal("RuntimeDefault", Manifest.Text(manifest.Pod, "securityContext", "seccompProfile", "type"));
        Assert.Equal("false", Manifest.Text(manifest.Pod, "automountServiceAccountToken"));
        Assert.Equal("false", Manifest.Text(manifest.Pod, "enableServiceLinks"));
        Assert.All(Manifest.Items(manifest.Pod, "containers"), container =>
        {
            Assert.Equal("true", Manifest.Text(container, "securityContext", "readOnlyRootFilesystem"));
            Assert.Equal("false", Manifest.Text(container, "securityContext", "allowPrivilegeEscalation"));
            Assert.Equal(["ALL"], Manifest.Items(container, "securityContext", "capabilities", "drop").Select(name => ((YamlScalarNode)name).Value));
        });
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void State_IsInTheOneFolderThatCanBeWritten(string file)
    {
        var manifest = new Manifest(file);
        var host = DeployedHost.Of(manifest, _folder);

        var writable = Manifest.Items(manifest.Host, "volumeMounts").Where(mount => Manifest.Text(mount, "readOnly") != "true").Select(mount => Manifest.Text(mount, "mountPath"));

        Assert.Equal(["/var/lib/stoa"], writable);
        Assert.All(
            [host.Configuration.Values["Stoa:Audit:Folder"], host.Configuration.Values["Stoa:Metering:Folder"]],
            folder => Assert.StartsWith("/var/lib/stoa/", folder, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void GracePeriod_IsLongEnoughForTheEnd(string file)
    {
        var manifest = new Manifest(file);
        var app = Build(DeployedHost.Of(manifest, _folder));

        var end = app.Services.GetRequiredService<IOptions<Microsoft.Extensions.Hosting.HostOptions>>().Value.ShutdownTimeout;

        Assert.True(TimeSpan.FromSeconds(int.Parse(Manifest.Text(manifest.Pod, "terminationGracePeriodSeconds")!, CultureInfo.InvariantCulture)) >= end);
        Assert.True(app.Services.GetRequiredService<IOptions<SidecarHostOptions>>().Value.DrainDelay > TimeSpan.Zero);
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Selectors_MatchThePod(string file)
    {
        var manifest = new Manifest(file);
        var app = Manifest.Text(manifest.Workload, "spec", "template", "metadata", "labels", "app");

        Assert.NotNull(app);
        Assert.Equal(app, Manifest.Text(manifest.Workload, "spec", "selector", "matchLabels", "app"));
        Assert.All(manifest.OfKind("Service"), service => Assert.Equal(app, Manifest.Text(service, "spec", "selector", "app")));
        Assert.All(manifest.OfKind("NetworkPolicy"), policy => Assert.Equal(app, Manifest.Text(policy, "spec", "podSelector", "matchLabels", "app")));
        Assert.All(manifest.OfKind("PodDisruptionBudget"), budget => Assert.Equal(app, Manifest.Text(budget, "spec", "selector", "matchLabels", "app")));
    }

    // Nothing is started, so there is nothing to end.
    private static WebApplication Build(DeployedHost host) => SidecarApp.Build(host.Configuration, () => host.Configuration, host.Variables);

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
}
