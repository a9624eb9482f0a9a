using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Authorization.Sources;
using Stoa.Mcp.Governance.Tests.Resources;

namespace Stoa.Mcp.Governance.Tests.Authorization;

public sealed class PolicyStoreTests : IDisposable
{
    private const string Closed = "package stoa.custom\n\ndeny contains \"closed\"\n";
    private const string Open = "package stoa.custom\n\ndeny contains \"closed\" if false\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folder_IsLoadedAtStart_AndFollowed()
    {
        Write("policy.rego", Closed);
        using var store = Store(new PolicyOptions { Folder = _folder.Path });
        await store.StartingAsync(default);
        Assert.Equal(["closed"], Denials(store));

        Write("policy.rego", Open);
        Assert.True(await store.ReloadAsync());
        Assert.Empty(Denials(store));
        Assert.False(await store.ReloadAsync());
    }

    [Fact]
    public async Task Folder_WithABadPolicy_KeepsTheLastGoodOne_AndSaysSo()
    {
        Write("policy.rego", Closed);
        using var store = Store(new PolicyOptions { Folder = _folder.Path });
        await store.StartingAsync(default);
        var revision = store.Revision;

        Write("policy.rego", "package stoa.custom\n\ndeny contains x\n");
        Assert.False(await store.ReloadAsync());
        Assert.False(await store.ReloadAsync());
        Assert.Equal((revision, HealthStatus.Degraded), (store.Revision, await HealthAsync(store)));
        Assert.Contains("policy.rego:3:", store.Refusal, StringComparison.Ordinal);

        Write("policy.rego", "package stoa.authz\n\nallow := true\n");
        Assert.False(await store.ReloadAsync());
        Assert.False(await store.ReloadAsync());
        Assert.Contains("belongs to the shipped policy", store.Refusal, StringComparison.Ordinal);

        Write("policy.rego", Closed);
        Assert.True(await store.ReloadAsync());
        Assert.Equal((revision, HealthStatus.Healthy), (store.Revision, await HealthAsync(store)));
    }

    [Fact]
    public async Task Folder_ThatIsBadAtStart_StopsTheStart()
    {
        Write("a.rego", "package stoa.custom\n\ndeny contains x\n");
        using var store = Store(new PolicyOptions { Folder = _folder.Path });

        var refused = await Assert.ThrowsAsync<PolicyLoadException>(() => store.StartingAsync(default));

        Assert.Contains("a.rego:3:", refused.Message, StringComparison.Ordinal);
        Assert.Throws<PolicyFault>(() => store.Current);
    }

    [Fact]
    public async Task Folder_ThatIsMissing_StopsTheStart()
    {
        using var store = Store(new PolicyOptions { Folder = Path.Combine(_folder.Path, "none") });

        await Assert.ThrowsAsync<PolicyLoadException>(() => store.StartingAsync(default));
    }

    [Fact]
    public async Task Data_OfTheFolder_MayChangeRoles_AndNothingElseOfOurs()
    {
        Write("policy.rego", Open);
        Write("data.json", """{"stoa": {"roles": {"clerk": ["s"]}}, "limits": {"amount": 5}}""");
        using var store = Store(new PolicyOptions { Folder = _folder.Path });
        await store.StartingAsync(default);
        Assert.Contains("clerk", store.Current.Policy.Data.ToJson(), StringComparison.Ordinal);

        Write("data.json", """{"stoa": {"tenants": {"acme": {"enabled": true}}}}""");
        Assert.False(await store.ReloadAsync());
        Assert.Contains("data.stoa.tenants belongs to the shipped policy", store.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BundleFile_IsLoaded_AndFollowed()
    {
        var file = Path.Combine(_folder.Path, "bundle.tar.gz");
        await File.WriteAllBytesAsync(file, Bundle(Closed));
        using var store = Store(new PolicyOptions { Bundle = file });
        await store.StartingAsync(default);
        Assert.Equal(["closed"], Denials(store));

        await File.WriteAllBytesAsync(file, Bundle(Open));
        Assert.True(await store.ReloadAsync());
        Assert.Empty(Denials(store));

        await File.WriteAllBytesAsync(file, [1, 2, 3]);
        Assert.False(await store.ReloadAsync());
        Assert.NotNull(store.Refusal);
        Assert.Empty(Denials(store));
    }

    [Fact]
    public async Task BundleFile_OverTheLimit_OrUnsigned_IsRefused()
    {
        var file = Path.Combine(_folder.Path, "bundle.tar.gz");
        await File.WriteAllBytesAsync(file, Bundle(Closed + new string('#', 64) + Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4096))));
        using var small = Store(new PolicyOptions { Bundle = file, MaxBundleBytes = 1024 });
        Assert.Contains("MaxBundleBytes", (await Assert.ThrowsAsync<PolicyLoadException>(() => small.StartingAsync(default))).Message, StringComparison.Ordinal);

        Write("key", "a secret that is long enough for the algorithm");
        var options = new PolicyOptions { Bundle = file };
        options.BundleKeys.Add(new PolicyBundleKeyOptions { Id = "k", File = Path.Combine(_folder.Path, "key"), Algorithm = "HS256" });
        using var unsigned = Store(options);
        await Assert.ThrowsAsync<PolicyLoadException>(() => unsigned.StartingAsync(default));
    }

    [Fact]
    public async Task BundleAddress_IsPolledWithItsTag_AndKeptWhileItFails()
    {
        var server = new BundleServer { Archive = Bundle(Closed), Tag = "\"1\"" };
        using var store = new PolicyStore(
            new PolicyOptions(), [new BundleWebOrigin(new Uri("https://bundles.example/stoa.tar.gz?token=secret"), null, new BundleReader(new PolicyOptions(), _folder.Path), server)], TimeProvider.System, NullLogger<PolicyStore>.Instance);
        await store.StartingAsync(default);
        Assert.Equal(["closed"], Denials(store));
        Assert.Equal("https://bundles.example/stoa.tar.gz", store.Name);

        Assert.False(await store.ReloadAsync());
        Assert.Equal(["", "\"1\""], server.AskedWith);

        server.Status = HttpStatusCode.InternalServerError;
        Assert.False(await store.ReloadAsync());
        Assert.Contains("the server answers 500", store.Refusal, StringComparison.Ordinal);
        Assert.Equal(["closed"], Denials(store));

        server.Status = HttpStatusCode.Redirect;
        Assert.False(await store.ReloadAsync());

        server.Status = HttpStatusCode.OK;
        Assert.False(await store.ReloadAsync());
        Assert.Null(store.Refusal);

        (server.Archive, server.Tag) = (Bundle(Open), "\"2\"");
        Assert.True(await store.ReloadAsync());
        Assert.Empty(Denials(store));
    }

    [Theory]
    [InlineData("Stoa:Policy:Folder is 'a' and Stoa:Policy:Bundle is 'b'", "a", "b", true)]
    [InlineData("Stoa:Policy:Default is false", null, null, false)]
    [InlineData("over http anyone on the way could exchange the policy", null, "http://bundles.example/a.tar.gz", true)]
    public void Options_ThatContradictEachOther_AreRefused(string error, string? folder, string? bundle, bool standard)
    {
        var result = new PolicyOptionsValidator().Validate(null, new PolicyOptions { Folder = folder, Bundle = bundle, Default = standard });

        Assert.Contains(error, result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfBounds_AreAllTold()
    {
        var options = new PolicyOptions { Timeout = TimeSpan.Zero, MaxSteps = 1, MaxOutput = 1, MaxBundleBytes = 1, PollInterval = TimeSpan.Zero, Folder = " " };

        var result = new PolicyOptionsValidator().Validate(null, options);

        Assert.Equal(6, result.Failures!.Count());
        Assert.True(new PolicyOptionsValidator().Validate(null, new PolicyOptions()).Succeeded);
    }

    private static PolicyStore Store(PolicyOptions options) => new(Options.Create(options), TimeProvider.System, NullLogger<PolicyStore>.Instance);

    private static IReadOnlyList<string> Denials(PolicyStore store)
    {
        var policy = store.Current.Policy;
        return PolicyValues.Denials(policy.Document("data.stoa.authz.deny").Evaluate());
    }

    private static async Task<HealthStatus> HealthAsync(PolicyStore store) =>
        (await new PolicyHealthCheck(store, Substitute.For<IPolicyEngine>()).CheckHealthAsync(new HealthCheckContext())).Status;

    private static byte[] Bundle(string module)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "policy.rego") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(module)) });
        }

        return bytes.ToArray();
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.Path, name), text);

    private sealed class BundleServer : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public byte[] Archive { get; set; } = [];

        public string Tag { get; set; } = "";

        public List<string> AskedWith { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var known = request.Headers.IfNoneMatch.ToString();
            AskedWith.Add(known);
            if (Status == HttpStatusCode.OK && known == Tag)
            {
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotModified));
            }

            var response = new HttpResponseMessage(Status) { Content = new ByteArrayContent(Archive) };
            response.Headers.ETag = EntityTagHeaderValue.Parse(Tag);
            return Task.FromResult(response);
        }
    }
}
