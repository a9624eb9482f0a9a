using Stoa.Rego.Builtins;

namespace Stoa.Rego.Tests.Builtins;

public sealed class ModuleBuiltinsTests
{
    [Fact]
    public void ParseModule_GivesTheTree()
    {
        var (value, error) = ParseModule("package foo.bar\n\nimport rego.v1\nimport data.a\n\n# METADATA\n# title: [\np if { a = true }");
        Assert.Null(error);
        var package = (RegoArray)((RegoObject)((RegoObject)value!).Find("package")!).Find("path")!;
        Assert.Equal("""["data", "foo", "bar"]""", RegoArray.Of(package.Select(part => ((RegoObject)part).Find("value")!)).ToString());
    }

    [Fact]
    public void ParseModule_OfWhatIsNoModule_Fails()
    {
        var (value, error) = ParseModule("package foo.");
        Assert.Null(value);
        Assert.Equal("x.rego:1:13: rego_parse_error: unexpected eof token: expected ident", error);
    }

    [Theory]
    [InlineData("[", "]", 900)]
    [InlineData("[x | y == ", "]", 400)]
    public void ParseModule_OfADeepTree_Fails(string open, string close, int depth)
    {
        var (value, error) = ParseModule("package m\np := " + string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth)));
        Assert.Null(value);
        Assert.Contains("deep", error, StringComparison.Ordinal);
    }

    private static (RegoValue? Value, string? Error) ParseModule(string text)
    {
        var context = new Context();
        var value = BuiltinCatalog.All["rego.parse_module"].Function(context, [RegoString.Of("x.rego"), RegoString.Of(text)]);
        return (value, context.Error);
    }

    private sealed class Context : BuiltinContext
    {
        public string? Error { get; private set; }

        public override DateTimeOffset Now => default;

        public override Random Random { get; } = new(1);

        public override CancellationToken CancellationToken => default;

        public override void Step(int count = 1)
        {
        }

        public override void Produce(long size)
        {
        }

        public override RegoValue? Fail(string message)
        {
            Error = message;
            return null;
        }

        public override RegoValue? FailType(string message) => Fail(message);
    }
}
