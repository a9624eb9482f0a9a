using Stoa.Rego.Syntax;

namespace Stoa.Rego.Tests.Syntax;

/// <summary>Depth is bounded, length is not.</summary>
public sealed class NestingTests
{
    private const int Deep = 100_000;
    private const int Long = 20_000;

    [Theory]
    [InlineData("[", "1", "]")]
    [InlineData("{", "1", "}")]
    [InlineData("(", "1", ")")]
    [InlineData("{1: ", "1", "}")]
    [InlineData("{", "1", ": 1}")]
    [InlineData("[x | ", "1", "]")]
    [InlineData("{x | ", "1", "}")]
    [InlineData("{x: 1 | ", "1", "}")]
    [InlineData("f(", "1", ")")]
    [InlineData("a[", "1", "]")]
    [InlineData("1 + (", "1", ")")]
    [InlineData("$\"{", "1", "}\"")]
    [InlineData("$`{", "1", "}`")]
    [InlineData("every x in y { ", "1", "}")]
    [InlineData("1 + ", "1", "")]
    [InlineData("1 == ", "1", "")]
    [InlineData("1 | ", "1", "")]
    [InlineData("1 in ", "1", "")]
    [InlineData("[1 | 2, ", "1", "]")]
    [InlineData("[1, ", "1", "]")]
    public void DeepNesting_IsRefused(string open, string inner, string close)
    {
        var text = Repeat(open, Deep) + inner + Repeat(close, Deep);
        Assert.Contains("deeper", Error(text).Message, StringComparison.Ordinal);
        Assert.Equal(RegoErrorCodes.Parse, Error(Repeat(open, Deep)).Code);
    }

    [Theory]
    [InlineData("[", "1", "]")]
    [InlineData("(", "1", ")")]
    [InlineData("[x | ", "1", "]")]
    [InlineData("f(", "1", ")")]
    [InlineData("$\"{", "1", "}\"")]
    [InlineData("1 + ", "1", "")]
    [InlineData("[1 | 2, ", "1", "]")]
    [InlineData("{\"a\": 1 | 2, \"b\": ", "1", "}")]
    [InlineData("[a | b, [c | ", "d", "], e]")]
    public void ModestNesting_IsRead(string open, string inner, string close) =>
        Assert.NotNull(RegoParser.ParseTerm(Repeat(open, 200) + inner + Repeat(close, 200)));

    [Fact]
    public void NestedElse_IsBounded()
    {
        Assert.NotNull(RegoParser.ParseModule("m", "package m\np := 0 if x" + Repeat("\nelse := 1 if y", 900)));
        var error = Assert.Throws<RegoException>(() => RegoParser.ParseModule("m", "package m\np := 0 if x" + Repeat("\nelse := 1 if y", Deep))).Errors[0];
        Assert.Contains("else", error.Message, StringComparison.Ordinal);
    }

    // Chains within chains: the tree would be as deep as both together.
    [Fact]
    public void ChainsWithinNesting_AddUp()
    {
        var chain = Repeat(" + 1", 300);
        var text = "1";
        for (var i = 0; i < 10; i++)
        {
            text = $"({text}{chain})";
        }

        Assert.Contains("deeper", Error(text).Message, StringComparison.Ordinal);
        Assert.NotNull(RegoParser.ParseTerm($"[{string.Join(", ", Enumerable.Repeat("1" + chain, 20))}]"));
    }

    [Fact]
    public void DeepNesting_OnASmallStack_IsRefused()
    {
        RegoError? error = null;
        var thread = new Thread(() => error = Error(Repeat("[{f($\"{", Deep)), 256 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(RegoErrorCodes.Parse, error!.Code);
    }

    [Theory]
    [InlineData("p := 1\n")]
    [InlineData("p if { x | y; z }\n")]
    [InlineData("p if { x + y | z }\n")]
    [InlineData("p := [1 | 2, 3]\n")]
    [InlineData("p := $\"{x} {y}\"\n")]
    [InlineData("# comment\n")]
    [InlineData("# METADATA\n# title: x\np := 1\n")]
    [InlineData("p if { \"é\" == `\n` }\n")]
    public void LongModules_AreRead(string line) => Assert.NotNull(RegoParser.ParseModule("m", "package m\n" + Repeat(line, Long / 2)));

    [Theory]
    [InlineData("[", "1,", "]")]
    [InlineData("{", "1 + 2,", "}")]
    [InlineData("{", "1: 2 in 3,", "}")]
    [InlineData("f(", "[x | y],", ")")]
    [InlineData("[", "[1 | 2, 3],", "]")]
    [InlineData("[x | y == [", "[1 | 2, 3],", "]]")]
    [InlineData("\"", "a\\n", "\"")]
    [InlineData("`", "a\n", "`")]
    [InlineData("$\"", "{x} ", "\"")]
    [InlineData("a", ".b", "")]
    [InlineData("a", "[0]", "")]
    public void LongTerms_AreRead(string open, string item, string close) => Assert.NotNull(RegoParser.ParseTerm(open + Repeat(item, Long) + close));

    private static RegoError Error(string text) => Assert.Throws<RegoException>(() => RegoParser.ParseQuery(text)).Errors[0];

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
