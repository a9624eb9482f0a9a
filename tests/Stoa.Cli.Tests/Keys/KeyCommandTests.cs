using System.Text.Json;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.ApiKeys.Files;

namespace Stoa.Cli.Tests.Keys;

public sealed class KeyCommandTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CommandLine _stoa = new() { Time = new FixedTime(Now) };

    public void Dispose() => _stoa.Dispose();

    [Theory]
    [InlineData("keys.yaml")]
    [InlineData("keys.json")]
    public async Task New_PrintsTheKeyOnceAndWritesItsHash(string name)
    {
        var file = Path.Combine(_stoa.Folder, name);

        var made = await _stoa.RunAsync(
            "key", "new", file, "--subject", "svc: \"a\"", "--tenant", "acme", "--agent", "bot", "--environment", "staging",
            "--scope", "a", "--scope", "b", "--role", "r", "--expires-in", "30d");

        Assert.Equal(0, made.Code);
        Assert.True(ApiKey.TryRead(made.Out.TrimEnd(), out var parts));
        var key = Assert.Single(ApiKeyFile.Read(file).Keys);
        Assert.Equal((parts.KeyId, "svc: \"a\"", "acme", "bot", "staging"), (key.Id, key.Subject, key.Tenant, key.Agent, key.Environment));
        Assert.Equal(["a", "b"], key.Scopes);
        Assert.Equal(["r"], key.Roles);
        Assert.Equal(Now.AddDays(30), key.ExpiresAt);
        Assert.Equal(Convert.ToHexStringLower(ApiKey.HashSecret(parts.KeyId, parts.Secret)), key.SecretHash);
        Assert.DoesNotContain(parts.Secret, File.ReadAllText(file) + made.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task New_KeepsTheOthers_AndLeavesNoOtherFileThanTheLock()
    {
        var file = Path.Combine(_stoa.Folder, "keys.yaml");
        await NewAsync(file, "a");
        await NewAsync(file, "b");

        Assert.Equal(["a", "b"], ApiKeyFile.Read(file).Keys.Select(key => key.Subject));
        Assert.Equal(["keys.yaml", "keys.yaml.lock"], Directory.GetFiles(_stoa.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task New_AtTheSameTime_LosesNone()
    {
        var file = Path.Combine(_stoa.Folder, "keys.yaml");
        _stoa.Time = TimeProvider.System;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => NewAsync(file, $"s{number}"))));

        Assert.Equal(8, ApiKeyFile.Read(file).Keys.Count);
    }

    [Fact]
    public async Task New_BesideAFileThatIsWrong_LeavesItAsItIs()
    {
        var file = _stoa.File("keys.yaml", "keys: [{id: x}]\n");

        var result = await _stoa.RunAsync("key", "new", file, "--subject", "s", "--tenant", "t");

        Assert.Equal((2, "", "keys: [{id: x}]\n"), (result.Code, result.Out, File.ReadAllText(file)));
        Assert.Contains("keys.yaml:1:", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--expires-in", "soon")]
    [InlineData("--expires-at", "soon")]
    [InlineData("--expires-in", "1d", "--expires-at", "2027-01-01")]
    public async Task New_WithAnEndThatIsNone_IsAWrongCommandLine(params string[] more)
    {
        var result = await _stoa.RunAsync(["key", "new", Path.Combine(_stoa.Folder, "k"), "--subject", "s", "--tenant", "t", .. more]);

        Assert.Equal((64, ""), (result.Code, result.Out));
    }

    [Fact]
    public async Task New_ThatIsOverAlready_IsNotMade()
    {
        var result = await _stoa.RunAsync("key", "new", Path.Combine(_stoa.Folder, "k"), "--subject", "s", "--tenant", "t", "--expires-at", "2025-12-31");

        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.Empty(Directory.GetFiles(_stoa.Folder));
    }

    [Fact]
    public async Task List_ShowsEachKeyAndWhenItWasUsed()
    {
        var file = Path.Combine(_stoa.Folder, "keys.yaml");
        var id = await NewAsync(file, "svc", "--scope", "tools.read");
        ApiKeyUseFile.Merge(ApiKeyUseFile.Beside(file), [(id, Now.AddMinutes(5))]);

        var table = await _stoa.RunAsync("key", "list", file);
        var json = JsonDocument.Parse((await _stoa.RunAsync("key", "list", file, "--json")).Out).RootElement.GetProperty("keys")[0];

        Assert.Equal(
            $"{id}  svc      acme    {id}  -            tools.read  -        -         2026-01-01T00:05Z", table.Out.Split('\n')[2]);
        Assert.Equal("2026-01-01T00:05Z", json.GetProperty("lastUsedAt").GetString());
        Assert.False(json.TryGetProperty("secretHash", out _));
    }

    [Fact]
    public async Task Revoke_DisablesNow_AndAgainChangesNothing()
    {
        var file = Path.Combine(_stoa.Folder, "keys.json");
        var id = await NewAsync(file, "svc");

        var first = await _stoa.RunAsync("key", "revoke", file, id);
        _stoa.Time = new FixedTime(Now.AddDays(1));
        var second = await _stoa.RunAsync("key", "revoke", file, id);

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Equal(first.Out, second.Out);
        Assert.Equal(Now, Assert.Single(ApiKeyFile.Read(file).Keys).DisabledAt);
    }

    [Theory]
    [InlineData("revoke")]
    [InlineData("rotate")]
    public async Task Id_ThatNobodyHas_IsAnError(string command)
    {
        var file = Path.Combine(_stoa.Folder, "keys.json");
        await NewAsync(file, "svc");

        Assert.Equal(2, (await _stoa.RunAsync("key", command, file, "nobody")).Code);
        Assert.Equal(2, (await _stoa.RunAsync("key", command, file + "x", "nobody")).Code);
        Assert.False(File.Exists(file + "x"));
    }

    [Fact]
    public async Task Rotate_MakesTheSameCallerAnew_AndTheOldOneEnds()
    {
        var file = Path.Combine(_stoa.Folder, "keys.yaml");
        var id = await NewAsync(file, "svc", "--scope", "a", "--environment", "staging");

        var made = await _stoa.RunAsync("key", "rotate", file, id, "--expires-in", "90d");

        Assert.Equal(0, made.Code);
        var keys = ApiKeyFile.Read(file).Keys;
        Assert.Equal((id, Now.AddHours(24)), (keys[0].Id, keys[0].ExpiresAt));
        Assert.Equal(("svc", "acme", id, "staging", Now.AddDays(90)), (keys[1].Subject, keys[1].Tenant, keys[1].Agent, keys[1].Environment, keys[1].ExpiresAt));
        Assert.Equal(["a"], keys[1].Scopes);
        Assert.True(ApiKey.TryRead(made.Out.TrimEnd(), out var parts));
        Assert.Equal(keys[1].Id, parts.KeyId);
    }

    [Fact]
    public async Task Rotate_WithoutOverlap_DisablesTheOldOneNow()
    {
        var file = Path.Combine(_stoa.Folder, "keys.yaml");
        var id = await NewAsync(file, "svc");

        await _stoa.RunAsync("key", "rotate", file, id, "--overlap", "0");

        Assert.Equal(Now, ApiKeyFile.Read(file).Keys[0].DisabledAt);
        Assert.Equal(2, (await _stoa.RunAsync("key", "rotate", file, id)).Code);
    }

    [Fact]
    public async Task Rotate_OfAKeyWithAnEnd_WantsOneForTheNext_AndNeverMovesTheOldBack()
    {
        var file = Path.Combine(_stoa.Folder, "keys.yaml");
        var id = await NewAsync(file, "svc", "--expires-in", "1h");

        Assert.Equal(2, (await _stoa.RunAsync("key", "rotate", file, id)).Code);
        Assert.Equal(0, (await _stoa.RunAsync("key", "rotate", file, id, "--expires-at", "never", "--overlap", "24h")).Code);

        Assert.Equal([Now.AddHours(1), null], ApiKeyFile.Read(file).Keys.Select(key => key.ExpiresAt));
    }

    [Theory]
    [InlineData("new")]
    [InlineData("list")]
    [InlineData("revoke")]
    [InlineData("rotate")]
    public async Task Help_HasExamplesAndExitCodes(string command)
    {
        var help = await _stoa.RunAsync("key", command, "--help");

        Assert.Contains($"stoa key {command}", help.Out, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", help.Out, StringComparison.Ordinal);
    }

    private async Task<string> NewAsync(string file, string subject, params string[] more)
    {
        var made = await _stoa.RunAsync(["key", "new", file, "--subject", subject, "--tenant", "acme", .. more]);
        Assert.True(ApiKey.TryRead(made.Out.TrimEnd(), out var parts), made.Error);
        return parts.KeyId;
    }
}
