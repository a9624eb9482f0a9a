using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public class TemplateBuiltinsTests
{
    private const string Data = """{"name":"world","n":2023,"zero":0,"none":null,"yes":true,"list":["a","b"],"map":{"b":1,"a":[true,null]},"empty":[]}""";

    [Theory]
    [InlineData("hello {{.name}} {{ .n }}", "hello world 2023")]
    [InlineData("{{.missing}} {{.missing.too}} {{.none}}", "<undefined> <undefined> <undefined>")]
    [InlineData("{{range $i, $x := .list}}{{if $i}},{{end}}{{$i}}={{$x}}{{end}}", "0=a,1=b")]
    [InlineData("{{range .list}}{{.}}{{else}}none{{end}}{{range .empty}}x{{else}}none{{end}}", "abnone")]
    [InlineData("{{range $k, $v := .map}}{{$k}}:{{$v}};{{end}}", "a:[true <nil>];b:1;")]
    [InlineData("{{range .list}}{{if eq . \"b\"}}{{break}}{{end}}{{.}}{{end}}", "a")]
    [InlineData("{{range .list}}{{if eq . \"a\"}}{{continue}}{{end}}{{.}}{{end}}", "b")]
    [InlineData("{{range 3}}{{.}}{{end}}", "012")]
    [InlineData("{{if .missing}}1{{else if .yes}}2{{else}}3{{end}}", "2")]
    [InlineData("{{if .zero}}a text{{end}}", "a text")]
    [InlineData("{{with .map}}{{.b}}{{end}}{{with .missing}}x{{else}}y{{end}}", "1y")]
    [InlineData("{{with $x := .name}}{{$x}}{{$.n}}{{end}}", "world2023")]
    [InlineData("a {{- .name -}} b{{/* nothing */}}{{- /* trims */ -}} c", "aworldbc")]
    [InlineData("{{$x := 1}}{{range .list}}{{$x = 2}}{{end}}{{$x}}", "2")]
    [InlineData("{{.name | printf \"%s-%d-%5.1f|\" \"x\" 3 2.5}}", "x-3-  2.5|%!(EXTRA string=world)")]
    [InlineData("{{.name | printf \"%q\"}} {{printf `%v` .list}}", "\"world\" [a b]")]
    [InlineData("{{len .list}} {{len .name}} {{index .list 1}} {{index .map \"a\" 0}} {{slice .name 1 3}}", "2 5 b true or")]
    [InlineData("{{and .yes .name}} {{or .none .name}} {{not .yes}}", "world world false")]
    [InlineData("{{eq .name \"x\" \"world\"}} {{ne 1 2}} {{lt 1 2}} {{le \"a\" \"a\"}} {{gt 1.5 0.5}} {{ge 1 2}}", "true true true true true false")]
    [InlineData("{{html \"<a href='x'>\"}} {{js \"it's\"}} {{urlquery \"a b&c\"}}", "&lt;a href=&#39;x&#39;&gt; it\\'s a+b%26c")]
    [InlineData("{{print 1 2 \"x\" 3}}|{{println .name .none}}", "1 2x3|world <nil>\n")]
    [InlineData("{{(index .map \"a\") | len}} {{(.map).b}}", "2 1")]
    [InlineData("{{.map}} {{true}} {{0x10}} {{'a'}} {{\"\\u00e9\\n\"}}", "map[a:[true <nil>] b:1] true 16 97 é\n")]
    [InlineData("", "")]
    public void Render_OfTemplate(string template, string expected) => Assert.Equal(expected, Result("strings.render_template", template, Json(Data)));

    [Theory]
    [InlineData("{{.name", "template: template:1: unclosed action")]
    [InlineData("{{if .name}}", "template: template:1: unexpected EOF")]
    [InlineData("\n{{end}}", "template: template:2: unexpected {{end}}")]
    [InlineData("{{fly .name}}", "template: template:1: function \"fly\" not defined")]
    [InlineData("{{$x}}", "template: template:1: undefined variable \"$x\"")]
    [InlineData("{{break}}", "template: template:1: {{break}} outside {{range}}")]
    [InlineData("{{template \"x\"}}", "template: template:1: {{template}} is not supported")]
    [InlineData("{{.name.first}}", "template: template:1: can't evaluate field first in type string")]
    [InlineData("{{.none.first}}", "template: template:1: nil pointer evaluating interface {}.first")]
    [InlineData("{{range .name}}{{end}}", "template: template:1: range can't iterate over string")]
    [InlineData("{{eq .n 2023}}", "template: template:1: error calling eq: incompatible types for comparison")]
    [InlineData("{{index .list 5}}", "template: template:1: error calling index: index out of range: 5")]
    [InlineData("{{len 3}}", "template: template:1: error calling len: len of type int")]
    [InlineData("{{1 | 2}}", "template: template:1: non executable command in pipeline")]
    [InlineData("{{.name 1}}", "template: template:1: can't give argument to non-function")]
    [InlineData("{{\"a}}", "template: template:1: unterminated quoted string")]
    [InlineData("{{}}", "template: template:1: missing value for command")]
    public void Render_OfWrongTemplate_Fails(string template, string message) =>
        Assert.Equal((RegoErrorCodes.Builtin, message), Failure("strings.render_template", template, Json(Data)));

    [Theory]
    [InlineData("{{range 1000000000}}{{end}}")]
    [InlineData("{{range 1000000}}{{range 1000000}}x{{end}}{{end}}")]
    [InlineData("{{printf \"%1000000d\" 1}}{{printf \"%1000000d\" 1}}{{range 1000}}{{printf \"%1000000d\" 1}}{{end}}")]
    public void Render_OfEndlessTemplate_CountsIt(string template) =>
        Assert.Throws<OperationCanceledException>(() => Result("strings.render_template", template, Json(Data)));

    [Fact]
    public void Render_OfDeepTemplate_Fails()
    {
        Assert.StartsWith("template: ", Failure("strings.render_template", string.Concat(Enumerable.Repeat("{{if 1}}", 100_000)), Json("{}")).Message);
        Assert.StartsWith("template: ", Failure("strings.render_template", "{{" + new string('(', 100_000) + "}}", Json("{}")).Message);
    }
}
