using Stoa.Cli.Terminals;

namespace Stoa.Cli.Tests.Terminals;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain ä\ttext\n", "plain ä\ttext\n")]
    [InlineData("\u001b[2Jgone", "\uFFFD[2Jgone")]
    [InlineData("a\r\0b", "a\uFFFD\uFFFDb")]
    public void Of_LeavesNoControlCharacters(string text, string expected) => Assert.Equal(expected, Printable.Of(text));

    [Theory]
    [InlineData("plain ä text", "plain ä text")]
    [InlineData("a\nb\tc", "a\uFFFDb\uFFFDc")]
    [InlineData("a\u202eb\u2028c\u200bd\u0085e", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe")]
    public void OfPart_LeavesNothingThatBreaksOrTurnsALine(string text, string expected) => Assert.Equal(expected, Printable.OfPart(text));

    [Theory]
    [InlineData("ab", 2, " ")]
    [InlineData("\tab", 3, "\t ")]
    [InlineData("äb", 3, " ")]
    [InlineData("a", 9, " ")]
    public void CaretLine_CountsBytes(string line, int column, string expected) => Assert.Equal(expected, CaretLine.Before(line, column));
}
