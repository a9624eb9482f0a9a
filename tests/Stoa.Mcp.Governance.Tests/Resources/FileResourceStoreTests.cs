using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Resources;

public sealed class FileResourceStoreTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Start_WithoutAFolder_DeclaresNothingAndWarnsOnce()
    {
        var logger = new RecordingLogger<FileResourceStore>();
        using var store = new FileResourceStore(Options.Create(new ResourceOptions()), TimeProvider.System, logger);

        await store.StartingAsync(CancellationToken.None);

        Assert.Same(ResourceSnapshot.Empty, store.Current);
        Assert.False(await store.ReloadAsync());
        var (id, level, message) = Assert.Single(logger.Entries);
        Assert.Equal((4000, LogLevel.Warning), (id.Id, level));
        Assert.Contains("Stoa:Resources:Folder", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithErrors_StopsAndListsThemAll()
    {
        _fixture.Folder.Write("a.yaml", "kind: Skill\n");
        _fixture.Folder.Write("sub/b.yml", Load.Grant("acces: [read]"));

        var exception = await Assert.ThrowsAsync<ResourceLoadException>(_fixture.StartAsync);

        Assert.Equal(4, exception.Errors.Count);
        Assert.Contains("a.yaml:1:7: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("sub/b.yml:6:3: spec.acces is unknown here", exception.Message, StringComparison.Ordinal);
        Assert.Contains("sub/b.yml:3:32: metadata.namespace: tenant 'acme' is not declared", exception.Message, StringComparison.Ordinal);
        Assert.Same(ResourceSnapshot.Empty, _fixture.Store.Current);
    }

    [Fact]
    public async Task Start_WithAFolderThatIsMissing_Stops()
    {
        using var store = new FileResourceStore(
            Options.Create(new ResourceOptions { Folder = Path.Combine(_fixture.Folder.Path, "none") }), TimeProvider.System, _fixture.Logger);

        var exception = await Assert.ThrowsAsync<ResourceLoadException>(() => store.StartingAsync(CancellationToken.None));

        Assert.StartsWith(".: the folder cannot be read: ", Assert.Single(exception.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAnEmptyFolder_WarnsThatEverythingIsDenied()
    {
        await _fixture.StartAsync();

        Assert.Empty(_fixture.Store.Current.Tenants);
        Assert.Single(_fixture.Logger.Messages(4004));
    }

    [Fact]
    public async Task Start_WithGoodFiles_LoadsThemAndSaysSo()
    {
        _fixture.Folder.Write("tenants/acme.yaml", Load.Acme);
        _fixture.Folder.Write("grants.YML", Load.Grant("scopes: []"));
        _fixture.Folder.Write("notes.txt", "not a resource");
        _fixture.Folder.Write(".hidden.yaml", "not: read");
        _fixture.Folder.Write(".git/config.yaml", "not: read");

        await _fixture.StartAsync();

        Assert.Equal("tenants/acme.yaml:1", _fixture.Store.Current.Tenants["acme"].Source);
        Assert.Equal("grants.YML:1", Assert.Single(_fixture.Store.Current.Grants["acme"]).Source);
        Assert.Contains("1 tenants and 1 grants from 2 files", Assert.Single(_fixture.Logger.Messages(4001)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_WithAGoodChange_SwapsTheStateAndFiresTheTokenOnce()
    {
        _fixture.Folder.Write("acme.yaml", Load.Acme);
        await _fixture.StartAsync();
        var (before, token) = (_fixture.Store.Current, _fixture.Store.GetChangeToken());

        _fixture.Folder.Write("grant.yaml", Load.Grant("scopes: []"));

        Assert.True(await _fixture.Store.ReloadAsync());
        Assert.True(token.HasChanged);
        Assert.False(_fixture.Store.GetChangeToken().HasChanged);
        Assert.Empty(before.Grants);
        Assert.Single(_fixture.Store.Current.Grants["acme"]);
        Assert.NotEqual(before.Revision, _fixture.Store.Current.Revision);
    }

    [Fact]
    public async Task Reload_WithoutAChange_KeepsTheState()
    {
        _fixture.Folder.Write("acme.yaml", Load.Acme);
        await _fixture.StartAsync();
        var (before, token) = (_fixture.Store.Current, _fixture.Store.GetChangeToken());

        _fixture.Folder.Write("acme.yaml", Load.Acme);

        Assert.False(await _fixture.Store.ReloadAsync());
        Assert.Same(before, _fixture.Store.Current);
        Assert.False(token.HasChanged);
    }

    [Fact]
    public async Task Reload_WithABadFile_KeepsTheLastGoodStateAndTellsOnce()
    {
        _fixture.Folder.Write("acme.yaml", Load.Acme);
        await _fixture.StartAsync();
        var (before, token) = (_fixture.Store.Current, _fixture.Store.GetChangeToken());

        _fixture.Folder.Write("grant.yaml", Load.Grant("acces: [read]"));

        Assert.False(await _fixture.Store.ReloadAsync());
        Assert.False(await _fixture.Store.ReloadAsync());
        Assert.Same(before, _fixture.Store.Current);
        Assert.False(token.HasChanged);
        Assert.StartsWith("grant.yaml:6:3: spec.acces is unknown here", Assert.Single(_fixture.Logger.Messages(4002)), StringComparison.Ordinal);
        Assert.Contains($"revision {before.Revision} stays in force", Assert.Single(_fixture.Logger.Messages(4003)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_AfterABadFileWasMended_TakesItAndTellsOfTheNextOne()
    {
        _fixture.Folder.Write("acme.yaml", Load.Acme);
        await _fixture.StartAsync();
        _fixture.Folder.Write("grant.yaml", Load.Grant("acces: [read]"));
        await _fixture.Store.ReloadAsync();

        _fixture.Folder.Write("grant.yaml", Load.Grant("access: [read]"));
        Assert.True(await _fixture.Store.ReloadAsync());
        _fixture.Folder.Write("grant.yaml", Load.Grant("acces: [read]"));
        Assert.False(await _fixture.Store.ReloadAsync());

        Assert.Equal(2, _fixture.Logger.Messages(4003).Count);
    }

    [Fact]
    public async Task Reload_WithTheFolderGone_KeepsTheLastGoodState()
    {
        _fixture.Folder.Write("sub/acme.yaml", Load.Acme);
        using var store = new FileResourceStore(
            Options.Create(new ResourceOptions { Folder = Path.Combine(_fixture.Folder.Path, "sub") }), _fixture.Time, _fixture.Logger);
        await store.StartingAsync(CancellationToken.None);

        Directory.Delete(Path.Combine(_fixture.Folder.Path, "sub"), recursive: true);

        Assert.False(await store.ReloadAsync());
        Assert.Single(store.Current.Tenants);
    }

    [Fact]
    public async Task Change_WithAListenerThatThrows_IsInForceAllTheSame()
    {
        _fixture.Folder.Write("acme.yaml", Load.Acme);
        await _fixture.StartAsync();
        _fixture.Store.GetChangeToken().RegisterChangeCallback(_ => throw new InvalidOperationException("listener"), null);

        _fixture.Folder.Write("grant.yaml", Load.Grant("scopes: []"));

        Assert.True(await _fixture.Store.ReloadAsync());
        Assert.Single(_fixture.Store.Current.Grants);
        Assert.Single(_fixture.Logger.Messages(4007));
    }

    [Fact]
    public async Task Poll_AfterItsInterval_FindsAChange()
    {
        _fixture.Folder.Write("acme.yaml", Load.Acme);
        await _fixture.StartAsync();
        var changed = _fixture.NextChange();
        _fixture.Folder.Write("grant.yaml", Load.Grant("scopes: []"));

        _fixture.Time.Advance(TimeSpan.FromSeconds(5));
        await changed;

        Assert.Single(_fixture.Store.Current.Grants);
    }

    [Fact]
    public async Task Watch_WithNoticesOfTheFileSystem_FindsAChangeBeforeThePoll()
    {
        using var fixture = new StoreFixture(TimeProvider.System, TimeSpan.FromDays(1));
        fixture.Folder.Write("acme.yaml", Load.Acme);
        await fixture.StartAsync();
        if (fixture.Logger.Messages(4005).Count > 0)
        {
            return; // This machine gives no notices; the poll is tested above.
        }

        var changed = fixture.NextChange();
        fixture.Folder.Write("grant.yaml", Load.Grant("scopes: []"));
        await changed;

        Assert.Single(fixture.Store.Current.Grants);
    }

    [Fact]
    public async Task Stop_EndsTheWatch()
    {
        _fixture.Folder.Write("acme.yaml", Load.Acme);
        await _fixture.StartAsync();
        await ((Microsoft.Extensions.Hosting.IHostedLifecycleService)_fixture.Store).StoppedAsync(CancellationToken.None);

        Assert.False(_fixture.Time.HasTimers);
    }
}
