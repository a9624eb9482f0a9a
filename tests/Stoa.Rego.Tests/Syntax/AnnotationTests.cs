using Stoa.Rego.Syntax;

namespace Stoa.Rego.Tests.Syntax;

public sealed class AnnotationTests
{
    [Theory]
    [InlineData("title: T", """{"scope": "rule", "title": "T"}""")]
    [InlineData("title: 12", """{"scope": "rule", "title": "12"}""")]
    [InlineData("title:\ndescription: ''\norganizations: []\ncustom: {}\nentrypoint: false", """{"scope": "rule"}""")]
    [InlineData("unknown: 1\ntitle: T", """{"scope": "rule", "title": "T"}""")]
    [InlineData("scope: document\ndescription: |\n  two\n  lines", """{"description": "two\nlines\n", "scope": "document"}""")]
    [InlineData("entrypoint: true", """{"entrypoint": true, "scope": "document"}""")]
    [InlineData("organizations: [a, 'b', 3]", """{"organizations": ["a", "b", "3"], "scope": "rule"}""")]
    [InlineData("authors:\n- Ada Love  <a@b.c>\n- Bob\n- <c@d.e>\n- name: ' Eve '\n  email: e@f.g\n- email: x@y.z", """{"authors": [{"email": "a@b.c", "name": "Ada Love"}, {"name": "Bob"}, {"email": "c@d.e"}, {"email": "e@f.g", "name": "Eve"}, {"email": "x@y.z"}], "scope": "rule"}""")]
    [InlineData("related_resources:\n- https://a.b/c?d=e\n- ref: https://f.g\n  description: ' D '", """{"related_resources": [{"ref": "https://a.b/c?d=e"}, {"description": "D", "ref": "https://f.g"}], "scope": "rule"}""")]
    [InlineData("schemas:\n- input: schema.in\n- data.a.b: schema[\"c d\"]\n- input.x: {type: string}", """{"schemas": [{"path": ["input"], "schema": ["schema", "in"]}, {"path": ["data", "a", "b"], "schema": ["schema", "c d"]}, {"definition": {"type": "string"}, "path": ["input", "x"]}], "scope": "rule"}""")]
    [InlineData("custom:\n  a: 1\n  b: [1.0, 0.5, -3, 0x10, 1_000, true, null, ~, 'x', \"y\", 1e3, +2, .5]\n  c: {d: {}}\n  4: e", """{"custom": {"4": "e", "a": 1, "b": [1, 0.5, -3, 16, 1000, true, null, null, "x", "y", 1000, 2, 0.5], "c": {"d": {}}}, "scope": "rule"}""")]
    [InlineData("custom:\n  when: 2024-01-02\n  not: '2024-01-02'", """{"custom": {"not": "2024-01-02", "when": "2024-01-02T00:00:00Z"}, "scope": "rule"}""")]
    [InlineData("custom:\n  a: &x {b: 1}\n  c: *x", """{"custom": {"a": {"b": 1}, "c": {"b": 1}}, "scope": "rule"}""")]
    [InlineData("{title: T, custom: {a: !!str 1}}", """{"custom": {"a": "1"}, "scope": "rule", "title": "T"}""")]
    [InlineData("null", """{"scope": "rule"}""")]
    public void Blocks_HaveContent(string yaml, string content)
    {
        var annotations = Assert.Single(RegoParser.ParseModule("m.rego", $"package m\n\n{Block(yaml)}p := 1\n").Annotations);
        Assert.Equal(content, annotations.Content.ToString());
        Assert.Equal(((RegoString)annotations.Content.Find("scope")!).Value, annotations.Scope);
        Assert.Equal(3, annotations.Location.Row);
        Assert.Equal(4 + yaml.Split('\n').Length, annotations.TargetLocation.Row);
    }

    [Theory]
    [InlineData("# METADATA\n# title: x\npackage m\np := 1", "package", 3)]
    [InlineData("# METADATA\n# scope: subpackages\n\n# not part of it: [\npackage m\np := 1", "subpackages", 5)]
    [InlineData("package m\n# METADATA\n# title: x\n\n# other\n\np := 1", "rule", 7)]
    [InlineData("package m\n  #   METADATA of\n# title: x\ndefault p := 1", "rule", 4)]
    [InlineData("package m\n# METADATA\n# title: x\n   # indented: [\np := 1", "rule", 5)]
    [InlineData("package m\n# METADATA\n# entrypoint: true\np if { 1 }\nelse := 2", "document", 4)]
    [InlineData("package m\n# METADATA\n#title: x\np := 1", "rule", 4)]
    public void Blocks_StandAboveTheirTarget(string source, string scope, int row)
    {
        var annotations = Assert.Single(RegoParser.ParseModule("m.rego", source).Annotations);
        Assert.Equal((scope, row), (annotations.Scope, annotations.TargetLocation.Row));
    }

    [Theory]
    [InlineData("title: [", 4, "not YAML")]
    [InlineData("title: a\n title: b", 5, "not YAML")]
    [InlineData("title: a: b", 4, "not YAML")]
    [InlineData("x\n", 4, "mapping")]
    [InlineData("- a", 4, "mapping")]
    [InlineData("title: [a]", 4, "title is a string")]
    [InlineData("title: a\ntitle: b", 5, "twice")]
    [InlineData("scope: rules", 3, "rules")]
    [InlineData("scope: package", 3, "stands above a package")]
    [InlineData("scope: subpackages", 3, "stands above a package")]
    [InlineData("entrypoint: 1", 4, "entrypoint is true or false")]
    [InlineData("entrypoint: true\nscope: rule", 3, "scope document or package")]
    [InlineData("organizations: a", 4, "organizations is a list")]
    [InlineData("organizations: [[a]]", 4, "organizations is a string")]
    [InlineData("authors: a", 4, "authors is a list")]
    [InlineData("authors:\n- ''", 5, "name or an email")]
    [InlineData("authors:\n- 1", 5, "author")]
    [InlineData("authors:\n- {name: '', email: ''}", 5, "name or an email")]
    [InlineData("related_resources:\n- ''", 5, "URL")]
    [InlineData("related_resources:\n- {description: x}", 5, "URL")]
    [InlineData("related_resources: [[x]]", 4, "URL")]
    [InlineData("schemas: [a]", 4, "schema")]
    [InlineData("schemas: [{}]", 4, "schema")]
    [InlineData("schemas:\n- input: other", 5, "below `schema`")]
    [InlineData("schemas:\n- '1': schema.x", 5, "ref")]
    [InlineData("schemas:\n- 'a b': schema.x", 5, "ref")]
    [InlineData("custom: a", 4, "custom is a mapping")]
    [InlineData("custom: {a: {1: 2}}", 4, "no string")]
    [InlineData("custom: {a: {? [b] : 2}}", 4, "no string")]
    [InlineData("custom: {a: .inf}", 4, ".inf")]
    [InlineData("custom: {a: *b}", 4, "anchor")]
    [InlineData("compile: a", 4, "compile is a mapping")]
    public void Blocks_ThatAreWrong(string yaml, int row, string part) => Refused($"package m\n\n{Block(yaml)}p := 1\n", row, part);

    [Theory]
    [InlineData("package m\n# METADATA\np := 1", 2, "empty")]
    [InlineData("package m\n# METADATA\n#\n#  \np := 1", 2, "empty")]
    [InlineData("package m\n# METADATA\n# title: x", 2, "nothing stands below")]
    [InlineData("package m\n# METADATA\n# scope: rule", 2, "nothing")]
    [InlineData("package m\n# METADATA\n# title: x\nimport data.a", 2, "imports have no metadata")]
    [InlineData("# METADATA\n# scope: rule\npackage m", 1, "above a package")]
    public void Blocks_InWrongPlaces(string source, int row, string part) => Refused(source, row, part);

    [Theory]
    [InlineData("description:p is true", 3)]
    [InlineData("title: P\n# description:\u00A0p", 4)]
    public void ColonsWithoutSpace_AreNamed(string yaml, int row)
    {
        var error = Assert.Throws<RegoException>(() => RegoParser.ParseModule("m", $"package m\n# METADATA\n# {yaml}\np := 1")).Errors[0];
        Assert.Contains($"line {row}", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryBlockThatIsWrong_IsReported() => Assert.Equal(
        [2, 6],
        Assert.Throws<RegoException>(() => RegoParser.ParseModule("m", "package m\n# METADATA\n# scope: x\np := 1\n# METADATA\n# title: {}\nq := 1")).Errors.Select(error => error.Location!.Value.Row));

    [Fact]
    public void DeepAndWideYaml_IsRefused()
    {
        Refused($"package m\n# METADATA\n# custom: {{a: {new string('[', 50_000)}}}\np := 1", 3, "");
        var laughs = string.Concat(Enumerable.Range(0, 40).Select(i => $"#   a{i}: &a{i} [{(i == 0 ? "x" : $"*a{i - 1}, *a{i - 1}, *a{i - 1}")}]\n"));
        Refused($"package m\n# METADATA\n# custom:\n{laughs}p := 1", 13, "values");
    }

    [Fact]
    public void Blocks_AreComments_WhereMetadataIsNotRead() =>
        Assert.Empty(RegoParser.ParseModule("m", "package m\n# METADATA\n# title: [\np := 1", readsMetadata: false).Annotations);

    private static string Block(string yaml) => "# METADATA\n" + string.Concat(yaml.Split('\n').Select(line => $"# {line}\n"));

    private static void Refused(string source, int row, string part)
    {
        var error = Assert.Single(Assert.Throws<RegoException>(() => RegoParser.ParseModule("m.rego", source)).Errors);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.Equal((RegoErrorCodes.Parse, row, 1), (error.Code, error.Location!.Value.Row, error.Location.Value.Column));
    }
}
