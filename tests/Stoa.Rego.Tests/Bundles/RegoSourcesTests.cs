namespace Stoa.Rego.Tests.Bundles;

public sealed class RegoSourcesTests
{
    [Fact]
    public void FromFolder_ReadsModulesAndData()
    {
        using var folder = new TemporaryFolder();
        folder.Write("app/policy.rego", "package app\np := data.app.n");
        folder.Write("app/policy_test.rego", "package app_test");
        folder.Write("app/data.json", """{"n": 1}""");
        folder.Write("data.yaml", "m: 2\n");
        folder.Write("app/input.json", "not looked at");

        var sources = RegoSources.FromFolder(folder.Path);

        Assert.Equal(["policy.rego", "policy_test.rego"], sources.Modules.Select(module => Path.GetFileName(module.File)));
        Assert.Equal("""{"app":{"n":1},"m":2}""", sources.Data.ToJson());
        Assert.Equal(1, sources.AddTo(new RegoCompiler()).Compile().Document("data.app.p").Evaluate());
        Assert.Single(RegoSources.FromFolder(folder.Path, includeTests: false).Modules);
    }

    [Fact]
    public void From_TakesFilesAndReadsEachOnce()
    {
        using var folder = new TemporaryFolder();
        var module = folder.Write("a.rego", "package a");
        var data = folder.Write("anything.json", """{"n": 1}""");

        var sources = RegoSources.From([module, folder.Path, data]);

        Assert.Single(sources.Modules);
        Assert.Equal("""{"n":1}""", sources.Data.ToJson());
    }

    [Fact]
    public void From_NamesTheFileAtFault()
    {
        using var folder = new TemporaryFolder();
        var text = folder.Write("a.txt", "");

        Assert.Equal($"{text}: this is neither a folder nor a .rego, .json, .yaml or .yml file", Assert.Throws<RegoBundleException>(() => RegoSources.From([text])).Message);
        Assert.Equal("/nowhere/a.rego: there is no such file or folder", Assert.Throws<RegoBundleException>(() => RegoSources.From(["/nowhere/a.rego"])).Message);
        folder.Write("b/data.json", "{]");
        Assert.Equal(Path.Combine(folder.Path, "b/data.json"), Assert.Throws<RegoBundleException>(() => RegoSources.FromFolder(folder.Path)).File);
    }
}
