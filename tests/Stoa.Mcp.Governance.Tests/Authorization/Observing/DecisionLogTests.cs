using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Authorization.Observing;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Governance.Tests.Auditing;
using Stoa.Mcp.Governance.Tests.Authorization.Remote;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Rego;

namespace Stoa.Mcp.Governance.Tests.Authorization.Observing;

public sealed class DecisionLogTests : IDisposable
{
    private const string Secret = "DE00-secret";

    private static readonly PolicyInput Call = Given.Input("tools/call", Given.Tool("transfer"), Given.Read()) with
    {
        Arguments = JsonElement.Parse($$"""{"amount": 250, "to": {"iban": "{{Secret}}"}, "parts": ["{{Secret}}", "b"]}"""),
        DecisionId = "d-1",
    };

    private readonly TempFolder _folder = new();
    private readonly SignalLogger<DecisionLog> _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Decision_IsALineInOpasFormat()
    {
        var line = Assert.Single(await LinesAsync(""));

        Assert.Equal("d-1", (string?)line["decision_id"]);
        Assert.Equal("stoa/authz", (string?)line["path"]);
        Assert.EndsWith("+sha256:0123456789abcdef", (string?)line["bundles"]!["policy"]!["revision"], StringComparison.Ordinal);
        Assert.Equal("1970-01-01T00:00:00.0000000Z", (string?)line["timestamp"]);
        Assert.Equal("transfer", (string?)line["input"]!["tool"]!["name"]);
        Assert.Equal(Secret, (string?)line["input"]!["tool"]!["arguments"]!["to"]!["iban"]);
        Assert.True((bool)line["result"]!["allow"]!);
        Assert.Equal("server", (string?)line["labels"]!["id"]);
        Assert.Null(line["erased"]);
    }

    [Theory]
    [InlineData("mask := [\"/input/tool/arguments/to/iban\", \"/input/context/arguments/parts\"]", "/input/tool/arguments/to/iban,/input/context/arguments/to/iban,/input/context/arguments/parts,/input/tool/arguments/parts")]
    [InlineData("mask contains \"/input/tool/arguments\"", "/input/tool/arguments,/input/context/arguments")]
    [InlineData("mask contains {\"op\": \"remove\", \"path\": \"/input\"}", "/input")]
    [InlineData("mask contains \"/input/context/arguments\" if input.result.allow", "/input/context/arguments,/input/tool/arguments")]
    public async Task Mask_TakesOut_WhereverTheValueStands(string mask, string erased)
    {
        var line = Assert.Single(await LinesAsync(mask));

        Assert.DoesNotContain(Secret, line.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(erased, string.Join(',', line["erased"]!.AsArray().Select(pointer => (string?)pointer)));
    }

    [Fact]
    public async Task Mask_Replaces()
    {
        var line = Assert.Single(await LinesAsync("""
            mask := [
                {"op": "upsert", "path": "/input/tool/arguments/to/iban", "value": "***"},
                {"op": "upsert", "path": "/input/tool/arguments/parts/0", "value": {"a": 1}},
                "/input/tool/arguments/parts/7",
                "/input/nothing/here",
            ]
            """));

        Assert.DoesNotContain(Secret, line.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("***", (string?)line["input"]!["context"]!["arguments"]!["to"]!["iban"]);
        Assert.Equal("""[{"a":1},"b"]""", line["input"]!["tool"]!["arguments"]!["parts"]!.ToJsonString());
        Assert.Null(line["erased"]);
        Assert.Equal(4, line["masked"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("mask := \"/input\"")]
    [InlineData("mask := {\"/input\": true}")]
    [InlineData("mask contains 7")]
    [InlineData("mask contains \"input/tool\"")]
    [InlineData("mask contains \"/labels\"")]
    [InlineData("mask contains {\"op\": \"hide\", \"path\": \"/input\"}")]
    [InlineData("mask contains {\"op\": \"remove\"}")]
    [InlineData("mask := [\"/input\"]\nmask := [\"/result\"] if input.result.allow")]
    [InlineData("mask contains \"/input\" if to_number(input.decision_id) > 1")]
    public async Task Mask_ThatFails_KeepsTheDecisionOut(string mask)
    {
        Assert.Empty(await LinesAsync(mask));
        Assert.Single(_log.Lines, line => line.Id.Id == 3053 && !line.Text.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("obligations.redact.arguments := [\"iban\", \"parts\"]")]
    [InlineData("obligations.audit := \"minimal\"")]
    public async Task WhatObligationsKeepOutOfRecords_IsNotHereEither(string obligations)
    {
        var line = Assert.Single(await LinesAsync("", obligations));

        Assert.DoesNotContain(Secret, line.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatCannotBeWritten_IsTold_AndDeniesNothing()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "log"));

        Assert.Empty(await LinesAsync("", file: "log"));
        Assert.Single(_log.Lines, line => line.Id.Id == 3052);
    }

    [Theory]
    [InlineData("DecisionLog:File", " ", "DecisionLog:File is ' '")]
    [InlineData("DecisionLog:Erase:0", "/labels", "DecisionLog:Erase:0 is '/labels'")]
    [InlineData("DecisionLog:Erase:0", "input", "DecisionLog:Erase:0 is 'input'")]
    public void Setting_ThatMeansNothing_StopsTheStart(string key, string value, string error)
    {
        using var services = Services(key == "DecisionLog:File" ? [(key, value)] : [("DecisionLog:File", "x"), (key, value)]);

        var refusal = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<PolicyOptions>>().Value);

        Assert.Contains(error, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_IsBesideTheMask()
    {
        var line = Assert.Single(await LinesAsync("mask contains \"/input/tool/arguments/to/iban\"", settings: ("DecisionLog:Erase:0", "/input/tool/arguments/parts")));

        Assert.DoesNotContain(Secret, line.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(250, (int?)line["input"]!["tool"]!["arguments"]!["amount"]);
        Assert.Equal(4, line["erased"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("/input/tool/arguments/to", true)]
    public async Task BesideARemoteEngine_ArgumentsStayOut_UnlessItIsSaidWhichDo(string? erase, bool hasOthers)
    {
        await using var pdp = await PolicyServerDouble.StartAsync();
        pdp.Answer = (_, _) => (RegoObject)RegoJson.Parse("""{"evaluations": [{"decision": true}, {"decision": true}]}""");

        var line = Assert.Single(await LinesAsync("", settings: [("AuthZen:Url", pdp.Url), .. erase is null ? [] : new[] { ("DecisionLog:Erase:0", erase) }]));

        Assert.Equal(hasOthers, line["input"]!["tool"]!["arguments"] is not null);
        Assert.Equal(hasOthers, line.ToJsonString().Contains("amount", StringComparison.Ordinal));
        Assert.Null(line["input"]!["context"]!["arguments"]?["to"]);
        Assert.Equal("authzen", (string?)line["bundles"]!["policy"]!["revision"]);
    }

    private async Task<List<JsonObject>> LinesAsync(string mask, string rules = "", string file = "decisions.jsonl", params (string Key, string Value)[] settings)
    {
        var policy = Directory.CreateDirectory(Path.Combine(_folder.Path, "policy")).FullName;
        await File.WriteAllTextAsync(Path.Combine(policy, "mask.rego"), $"package system.log\n\n{mask}");
        await File.WriteAllTextAsync(Path.Combine(policy, "custom.rego"), $"package stoa.custom\n\n{rules}");
        var path = Path.Combine(_folder.Path, file);
        var isRemote = settings.Any(setting => setting.Key == "AuthZen:Url");
        await using var services = Services([.. isRemote ? [] : new[] { ("Folder", policy) }, ("DecisionLog:File", path), .. settings]);
        await services.GetRequiredService<PolicyStore>().StartingAsync(CancellationToken.None);
        var observers = services.GetRequiredService<DecisionObservers>();
        await observers.StartAsync(CancellationToken.None);

        Assert.True((await services.GetRequiredService<IPolicyEngine>().DecideAsync(Call)).Allowed);
        await observers.StopAsync(CancellationToken.None);

        return File.Exists(path) ? [.. (await File.ReadAllLinesAsync(path)).Select(line => JsonNode.Parse(line)!.AsObject())] : [];
    }

    private ServiceProvider Services((string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Stoa:Policy:{setting.Key}", (string?)setting.Value)))
            .Build();
        var resources = new Given.FixedStore { Current = Given.Snapshot(Given.Grant() with { Tools = Given.Patterns("*") }) };
        var services = new ServiceCollection().AddSingleton<IResourceStore>(resources).AddSingleton<ILogger<DecisionLog>>(_log);
        services.AddStoaGovernance(configuration.GetSection("Stoa"));
        return services.BuildServiceProvider();
    }
}
