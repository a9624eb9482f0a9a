using System.Formats.Tar;
using static Stoa.Rego.Tests.Bundles.BundleArchive;

namespace Stoa.Rego.Tests.Bundles;

public sealed class RegoBundleTests
{
    private const string Module = "package app.authz\n\nallow if data.app.roles[input.user] == \"admin\"\n";

    [Fact]
    public async Task Read_OfAnArchiveAsOpaBuildsIt()
    {
        var bundle = await ReadAsync(Of(
            ("/data.json", """{"app": {"roles": {"ann": "admin"}}}"""),
            ("/app/roles/data.yaml", "bob: dev\n"),
            ("/app/authz.rego", Module),
            ("/.manifest", """{"revision": "r7", "roots": ["app"], "rego_version": 1, "metadata": {"by": "ci"}, "wasm": [{"entrypoint": "x"}]}"""),
            ("/policy.wasm", "not looked at")));

        Assert.Equal("r7", bundle.Revision);
        Assert.Equal(["app"], bundle.Roots);
        Assert.Equal("""{"by":"ci"}""", bundle.Metadata.ToJson());
        Assert.Equal("""{"app":{"roles":{"ann":"admin","bob":"dev"}}}""", bundle.Data.ToJson());
        Assert.Equal(["b.tar.gz/app/authz.rego"], bundle.Modules.Select(module => module.File));
        Assert.False(bundle.IsVerified);
        var allow = bundle.AddTo(new RegoCompiler()).Compile().Document("data.app.authz.allow");
        Assert.Equal(true, allow.Evaluate(RegoJson.Parse("""{"user": "ann"}""")));
        Assert.Null(allow.Evaluate(RegoJson.Parse("""{"user": "bob"}""")));
    }

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public async Task Read_TakesEveryFormatOfTar(TarEntryFormat format)
    {
        var folder = format == TarEntryFormat.V7 ? "short" : $"{new string('a', 90)}/{new string('b', 90)}";
        var bundle = await ReadAsync(Of(format, ($"{folder}/data.json", "1"), ("a.rego", "package a")));

        Assert.Equal($$"""{"{{folder.Replace("/", "\":{\"", StringComparison.Ordinal)}}":1}""", bundle.Data.ToJson().Replace("}}", "}", StringComparison.Ordinal));
        Assert.Single(bundle.Modules);
    }

    [Fact]
    public async Task Read_OfLongPathsInPaxAndGnu()
    {
        var path = string.Join('/', Enumerable.Repeat("folder", 60)) + "/a.rego";

        Assert.Equal("b.tar.gz/" + path, (await ReadAsync(Of(TarEntryFormat.Pax, (path, "package a")))).Modules[0].File);
        Assert.Equal("b.tar.gz/" + path, (await ReadAsync(Of(TarEntryFormat.Gnu, (path, "package a")))).Modules[0].File);
    }

    [Theory]
    [InlineData("""{"roots": ["other"]}""", "b.tar.gz: the data at \"app\" is outside the bundle's roots, \"other\"")]
    [InlineData("""{"roots": ["app/roles"]}""", "b.tar.gz/app/authz.rego: the package app.authz is outside the bundle's roots, \"app/roles\"")]
    [InlineData("""{"roots": ["app/authz"]}""", "b.tar.gz: the data at \"app/roles\" is outside the bundle's roots, \"app/authz\"")]
    [InlineData("""{"roots": ["app", "app/authz"]}""", "b.tar.gz/.manifest: the roots \"app\" and \"app/authz\" overlap")]
    [InlineData("""{"roots": "app"}""", "b.tar.gz/.manifest: 'roots' must be an array")]
    [InlineData("""{"revision": 7}""", "b.tar.gz/.manifest: 'revision' must be a string")]
    [InlineData("[]", "b.tar.gz/.manifest: the manifest is no object")]
    [InlineData("{", "b.tar.gz/.manifest: The input is not JSON")]
    [InlineData("""{"rego_version": 0}""", "b.tar.gz/.manifest: the bundle is in Rego version 0")]
    [InlineData("""{"file_rego_versions": {"/app/*.rego": 0}}""", "b.tar.gz/.manifest: the bundle is in Rego version 0")]
    public async Task Read_RefusesManifests(string manifest, string reason)
    {
        var archive = Of((".manifest", manifest), ("app/roles/data.json", """{"ann": "admin"}"""), ("app/authz.rego", Module));

        Assert.StartsWith(reason, await ReasonAsync(archive), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data.json", "[1]", "b.tar.gz/data.json: the data at the root must be an object, and this is a value of type array")]
    [InlineData("data.yaml", "", "b.tar.gz/data.yaml: the data at the root must be an object, and this is null")]
    [InlineData("a/data.json", "{", "b.tar.gz/a/data.json: The input is not JSON")]
    [InlineData("a/data.yml", "a: [", "b.tar.gz/a/data.yml: ")]
    [InlineData("b/data.json", """{"c": 2}""", "b.tar.gz/b/data.json: data.b.c has a value already, from b.tar.gz/data.json")]
    [InlineData("b/c/data.json", "2", "b.tar.gz/b/c/data.json: data.b.c has a value already")]
    [InlineData("b/c/d/data.json", "2", "b.tar.gz/b/c/d/data.json: data.b.c has a value already")]
    [InlineData("patch.json", "{}", "b.tar.gz: this is a bundle of changes")]
    public async Task Read_RefusesData(string path, string text, string reason)
    {
        var first = path == "data.json" ? ("x/data.json", "1") : ("data.json", """{"b": {"c": 1}}""");

        Assert.StartsWith(reason, await ReasonAsync(Of(first, (path, text))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RefusesYamlThatGrowsWithoutEnd()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(
            Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.StartsWith("b.tar.gz/data.yaml: the file is not YAML", await ReasonAsync(Of(("data.yaml", text))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_GathersTheErrorsOfAllModules()
    {
        var error = await Assert.ThrowsAsync<RegoException>(() => ReadAsync(Of(("a.rego", "package a\np :="), ("b.rego", "p"))));

        Assert.Equal(["b.tar.gz/a.rego", "b.tar.gz/b.rego"], error.Errors.Select(one => one.Location!.Value.File).Distinct());
    }

    [Fact]
    public async Task AddAll_RefusesOverlappingRoots()
    {
        var one = await ReadAsync(Of((".manifest", """{"roots": ["a", "b"]}""")));
        var two = await RegoBundle.ReadAsync(Of((".manifest", """{"roots": ["b/c"]}""")), "two");
        var other = await RegoBundle.ReadAsync(Of((".manifest", """{"roots": ["bc", "d"]}""")), "other");

        var error = Assert.Throws<RegoBundleException>(() => RegoBundle.AddAll(new RegoCompiler(), one, other, two));
        Assert.Equal("two: the root \"b/c\" overlaps the root \"b\" of b.tar.gz", error.Message);
        RegoBundle.AddAll(new RegoCompiler(), one, other).Compile();
    }

    [Fact]
    public void Load_OfAFolder()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".manifest", """{"revision": "r1"}""");
        folder.Write("app/data.json", """{"roles": {"ann": "admin"}}""");
        folder.Write(".git/data.json", "not looked at");
        var module = folder.Write("app/authz.rego", Module);

        var bundle = RegoBundle.Load(folder.Path);

        Assert.Equal("r1", bundle.Revision);
        Assert.Equal(module, bundle.Modules[0].File);
        Assert.Equal("""{"app":{"roles":{"ann":"admin"}}}""", bundle.Data.ToJson());
    }

    [Fact]
    public void Load_OfAFile()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "bundle.tar.gz");
        File.WriteAllBytes(path, Of(("a.rego", "package a")).ToArray());

        Assert.Equal("package a", RegoBundle.Load(path).Modules[0].Text);
        Assert.EndsWith("there is no such file or folder", Assert.Throws<RegoBundleException>(() => RegoBundle.Load(path + ".no")).Message, StringComparison.Ordinal);
        Assert.Contains("MaxArchiveBytes", Assert.Throws<RegoBundleException>(() => RegoBundle.Load(path, new RegoBundleOptions { MaxArchiveBytes = 10 })).Message, StringComparison.Ordinal);
    }
}
