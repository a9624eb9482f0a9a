using System.Text;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Resources;

public sealed class ResourceErrorTests
{
    public static TheoryData<string, string> OneError { get; } = new()
    {
        // Documents and headers.
        { "just text", "x.yaml:1:1: a document is a mapping with apiVersion, kind, metadata and spec, and not the text 'just text'" },
        { "- a", "x.yaml:1:1: a document is a mapping with apiVersion, kind, metadata and spec, and not a list" },
        { "apiVersion: v1\nkind: Tenant", "x.yaml:1:13: apiVersion: 'v1' is not supported here; supported: gostoa.dev/v1alpha1" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Skill\nstatus: {}", "x.yaml:2:7: kind: 'Skill' is not supported here; supported: Tenant, ToolGrant, Tool, ToolSet" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: tenant", "x.yaml:2:7: kind: 'tenant' is not supported here; supported: Tenant, ToolGrant, Tool, ToolSet" },
        { "apiVersion: gostoa.dev/v1alpha1\nmetadata: {name: a}", "x.yaml:1:1: kind is missing: Tenant, ToolGrant, Tool or ToolSet" },
        { "kind: Tenant\nmetadata: {name: a}", "x.yaml:1:1: apiVersion is missing: gostoa.dev/v1alpha1" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant", "x.yaml:1:1: metadata is missing: a mapping with name" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: a", "x.yaml:3:11: metadata must be a mapping, and is the text 'a'" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {namespace: a}", "x.yaml:3:11: metadata.name is missing: the name of the resource" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: a, uid: b}", "x.yaml:3:21: metadata.uid is unknown here; allowed: annotations, labels, name, namespace" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: a, namespace: b}", "x.yaml:3:32: metadata.namespace 'b' differs from metadata.name 'a': a tenant's namespace is its name; leave it out or repeat the name" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: a}\nstatus: {}", "x.yaml:4:1: status is unknown here; allowed: apiVersion, kind, metadata, spec" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: a}\nspec: {enable: true}", "x.yaml:4:8: spec.enable is unknown here; allowed: authentication, displayName, enabled, issuers, quotas" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: ToolGrant\nmetadata: {name: a}\nspec: {tools: [a]}", "x.yaml:3:11: metadata.namespace is missing: the tenant that the grant belongs to" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: ToolGrant\nmetadata: {name: a, namespace: acme}", "x.yaml:1:1: spec is missing: a mapping that says what is granted" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: ToolGrant\nmetadata: {name: a, namespace: acme}\nspec:\n  scopes: [a]", "x.yaml:5:3: spec grants nothing: it needs at least one of tools, toolNamespaces, prompts, resources, operations" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: ToolGrant\nmetadata: {name: a, namespace: acne}\nspec: {tools: [a]}", "x.yaml:3:32: metadata.namespace: tenant 'acne' is not declared; declare it with kind Tenant and metadata.name 'acne'" },

        // Names.
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: -a}", "x.yaml:3:18: metadata.name: '-a' is not a name: 1 to 253 ASCII letters, digits, '-', '_' and '.', beginning and ending with a letter or digit" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: 'a/b'}", "x.yaml:3:18: metadata.name: 'a/b' is not a name: 1 to 253 ASCII letters, digits, '-', '_' and '.', beginning and ending with a letter or digit" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: 42}", "x.yaml:3:18: metadata.name must be a text, and is the number 42; put it in quotes to make it a text" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: acme}", "x.yaml:3:18: Tenant acme is already declared at acme.yaml:1 (names that differ only in case count as one)" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: ACME}", "x.yaml:3:18: Tenant ACME is already declared at acme.yaml:1 (names that differ only in case count as one)" },

        // Types and values.
        { Load.Grant("prompts: a"), "x.yaml:6:12: spec.prompts must be a list, and is the text 'a'" },
        { Load.Grant("prompts: [1e3]"), "x.yaml:6:13: spec.prompts[0] must be a text, and is the number 1e3; put it in quotes to make it a text" },
        { Load.Grant("prompts: [a, true]"), "x.yaml:6:16: spec.prompts[1] must be a text, and is the boolean true; put it in quotes to make it a text" },
        { Load.Grant("prompts: [[a]]"), "x.yaml:6:13: spec.prompts[0] must be a text, and is a list" },
        { Load.Grant("environments:"), "x.yaml:6:16: spec.environments must be a list, and is empty; leave the field out where it has no value" },
        { Load.Grant("environments: []"), "x.yaml:6:17: spec.environments is empty: name at least one, or leave it out, which means all environments" },
        { Load.Grant("agentEnvironments: []"), "x.yaml:6:22: spec.agentEnvironments is empty: name at least one, or leave it out, which means agents of all environments" },
        { Load.Grant("access: []"), "x.yaml:6:11: spec.access is empty: name at least one, or leave it out, which means read only" },
        { Load.Grant("environments: ['*']"), "x.yaml:6:18: spec.environments[0]: '*' is not a name: 1 to 253 ASCII letters, digits, '-', '_' and '.', beginning and ending with a letter or digit" },
        { Load.Grant("access: [reed]"), "x.yaml:6:12: spec.access[0]: 'reed' is unknown; allowed: read, write, destructive, unclassified" },
        { Load.Grant("scopes: ['a b']"), "x.yaml:6:12: spec.scopes[0]: 'a b' is not one scope: printable ASCII without spaces, '\"' and '\\' (RFC 6749, section 3.3)" },
        { Load.Grant("prompts: ['']"), "x.yaml:6:13: spec.prompts[0]: a pattern has 1 to 512 characters; this one has 0" },
        { Load.Grant($"prompts: [{new string('a', 513)}]"), "x.yaml:6:13: spec.prompts[0]: a pattern has 1 to 512 characters; this one has 513" },
        { Load.Grant("prompts: [' a']"), "x.yaml:6:13: spec.prompts[0]: pattern ' a' has a control character, or a space at an end, which no name has" },
        { Load.Grant("prompts: [\"a\\nb\"]"), "x.yaml:6:13: spec.prompts[0]: pattern 'a\uFFFDb' has a control character, or a space at an end, which no name has" },
        { Load.Grant("prompts: ['!a']"), "x.yaml:6:13: spec.prompts[0]: pattern '!a' begins with '!': grants only add, so name what is granted; '*' is any run of characters, '?' exactly one" },
        { Load.Grant("Tools: [a]"), "x.yaml:6:3: spec.Tools is unknown here; allowed: access, agentEnvironments, environments, operations, prompts, quotas, resources, scopes, toolNamespaces, tools" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: a}\nspec: {enabled: yes}", "x.yaml:4:17: spec.enabled must be true or false, and is the text 'yes'" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: a}\nspec: {enabled: 'true'}", "x.yaml:4:17: spec.enabled must be true or false, and is the text 'true'" },
        { "apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {name: a}\nspec: {issuers: ['']}", "x.yaml:4:18: spec.issuers[0]: '' is not an issuer: 1 to 2048 characters without spaces, as the token's 'iss' has it" },

        // Quotas.
        { Load.Quota("{algorithm: fixedWindow, limit: 1}"), "x.yaml:7:7: spec.quotas[0].name is missing: it stands in answers, audit records and metrics" },
        { Load.Quota("{name: q, limit: 1}"), "x.yaml:7:7: spec.quotas[0].algorithm is missing: tokenBucket, slidingWindow, fixedWindow or concurrency" },
        { Load.Quota("{name: q, algorithm: fixedWindow}"), "x.yaml:7:7: spec.quotas[0].limit is missing: a whole number of at least 1" },
        { Load.Quota("name: q\nalgorithm: leaky\nlimit: 1"), "x.yaml:8:18: spec.quotas[0].algorithm: 'leaky' is unknown; allowed: tokenBucket, slidingWindow, fixedWindow, concurrency, token_bucket, sliding_window, fixed_window" },
        { Load.Quota("name: q\nalgorithm: fixedWindow\nlimit: 0"), "x.yaml:9:14: spec.quotas[0].limit must be a whole number of at least 1, and is the number 0" },
        { Load.Quota("name: q\nalgorithm: fixedWindow\nlimit: 1.5"), "x.yaml:9:14: spec.quotas[0].limit must be a whole number of at least 1, and is the number 1.5" },
        { Load.Quota("name: q\nalgorithm: fixedWindow\nlimit: '5'"), "x.yaml:9:14: spec.quotas[0].limit must be a whole number of at least 1, and is the text '5'" },
        { Load.Quota("name: q\nalgorithm: fixedWindow\nlimit: 99999999999999999999"), "x.yaml:9:14: spec.quotas[0].limit must be a whole number of at least 1, and is the number 99999999999999999999" },
        { Load.Quota("name: q\nalgorithm: fixedWindow\nlimit: 1\nwindow: 1w"), $"x.yaml:10:15: spec.quotas[0].window: '1w' is not {DurationText.Allowed}" },
        { Load.Quota("name: q\nalgorithm: fixedWindow\nlimit: 1\nwindow: 60"), "x.yaml:10:15: spec.quotas[0].window must be a text, and is the number 60; put it in quotes to make it a text" },
        { Load.Quota("name: q\nalgorithm: fixedWindow\nlimit: 1\nburst: 5"), "x.yaml:10:14: spec.quotas[0].burst has an effect only with algorithm tokenBucket: leave it out" },
        { Load.Quota("name: q\nalgorithm: concurrency\nlimit: 1\nwindow: 1m"), "x.yaml:10:15: spec.quotas[0].window has no effect with algorithm concurrency: leave it out" },
        { Load.Quota("name: q\nalgorithm: concurrency\nlimit: 1\ntenant: other"), "x.yaml:10:7: spec.quotas[0].tenant is unknown here; allowed: agent, algorithm, burst, class, limit, name, operation, perAgent, perTool, tool, window" },
        { Load.Grant("quotas:\n  - {name: q, algorithm: concurrency, limit: 1}\n  - {name: q, algorithm: concurrency, limit: 2}"), "x.yaml:8:14: spec.quotas[1].name 'q' is already the name of a quota of this resource" },
        { Load.Grant("quotas: [5]"), "x.yaml:6:12: spec.quotas[0] must be a mapping, and is the number 5" },

        // What YAML can do beyond.
        { Load.Grant("prompts: &p [a]"), "x.yaml:6:12: anchor '&p' is not allowed: write the value out where it is used" },
        { Load.Grant("prompts: [!!int '1']"), "x.yaml:6:13: tag 'tag:yaml.org,2002:int' is not allowed: quote a text to keep it a text" },
        { Load.Grant("prompts: [a]\nprompts: [b]"), "x.yaml:7:3: 'prompts' occurs twice; the first is on line 6" },
        { Load.Grant("? [a]\n: b"), "x.yaml:6:5: a key is a plain text, not a list" },
        { Load.Grant("'a\u202Eb': 1"), "x.yaml:6:3: spec.a\uFFFDb is unknown here; allowed: access, agentEnvironments, environments, operations, prompts, quotas, resources, scopes, toolNamespaces, tools" },
    };

    [Theory]
    [MemberData(nameof(OneError))]
    public void Load_WithOneError_NamesPlaceReasonAndWhatIsAllowed(string text, string expected) =>
        Assert.Equal([expected], Load.Errors(text));

    [Fact]
    public void Load_WithAnAlias_RefusesIt() => Assert.Equal(
        ["x.yaml:6:12: anchor '&p' is not allowed: write the value out where it is used", "x.yaml:7:14: alias '*p' is not allowed: write the value out"],
        Load.Errors(Load.Grant("prompts: &p [a]\nresources: *p")));

    [Fact]
    public void Load_WithAnAliasBomb_RefusesItWithoutExpandingIt()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (var i = 1; i < 60; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        }

        Assert.Equal(60 + (2 * 59) + 2, Load.Errors(bomb.ToString()).Count);
    }

    [Fact]
    public void Load_WithDeepNesting_RefusesIt()
    {
        var error = Assert.Single(Load.Errors("a: " + new string('[', 100_000)));

        Assert.Equal("x.yaml:1:19: not readable as YAML: nested deeper than 16 levels", error);
    }

    [Fact]
    public void Load_WithBrokenYaml_NamesThePlaceAndKeepsWhatCameBefore()
    {
        var errors = Load.Errors(Load.Grant("acces: [read]") + "\n---\nspec: {a: [b}\n");

        Assert.Equal(2, errors.Count);
        Assert.StartsWith("x.yaml:6:3: spec.acces is unknown here", errors[0], StringComparison.Ordinal);
        Assert.StartsWith("x.yaml:8:13: not readable as YAML: ", errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WithAnUnreadableFile_DoesNotCallItsTenantsUndeclared()
    {
        var load = Load.Files(("tenants.yaml", "a: [\n"), ("x.yaml", Load.Grant("scopes: [a]")));

        Assert.Equal("tenants.yaml", Assert.Single(load.Errors).File);
    }

    [Fact]
    public void Load_WithTheSameGrantTwice_RefusesTheSecond() => Assert.Equal(
        ["x.yaml:8:18: ToolGrant acme/g is already declared at x.yaml:1 (names that differ only in case count as one)"],
        Load.Errors(Load.Grant("scopes: []") + "\n---" + "\n" + Load.Grant("scopes: []")).Select(error => error.Replace(":10:18", ":8:18", StringComparison.Ordinal)));

    [Fact]
    public void Load_WithOneIssuerOfTwoTenants_Succeeds()
    {
        static string Tenant(string name) => $"apiVersion: gostoa.dev/v1alpha1\nkind: Tenant\nmetadata: {{name: {name}}}\nspec: {{issuers: ['https://id']}}";

        var load = Load.Files(("a.yaml", Tenant("a")), ("b.yaml", Tenant("b")));

        Assert.Empty(load.Errors);
    }

    [Fact]
    public void Load_WithBytesThatAreNotUtf8_NamesTheLine()
    {
        var load = ResourceLoader.Load(new FolderContent([new ResourceFile("x.yaml", [(byte)'a', (byte)'\n', 0xC0, 0xAE])], []));

        Assert.Equal("x.yaml:2:1: not UTF-8: save the file as UTF-8", Assert.Single(load.Errors).ToString());
    }

    [Theory]
    [InlineData(20260731)]
    public void Load_OfMangledFiles_NeverThrows(int seed)
    {
        var random = new Random(seed);
        var good = Encoding.UTF8.GetBytes(Load.Quota("{name: q, algorithm: tokenBucket, limit: 10, window: 1m, burst: 5}") + "\n---\n" + Load.Acme);
        var telling = "[]{}:-#&*!|>'\"%@`\n \t?,~0a"u8;
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : telling[random.Next(telling.Length)];
            }

            var load = ResourceLoader.Load(new FolderContent([new ResourceFile("x.yaml", bytes)], []));
            Assert.True((load.Snapshot is null) == (load.Errors.Count > 0), $"seed {seed}, round {round}");
        }
    }
}
