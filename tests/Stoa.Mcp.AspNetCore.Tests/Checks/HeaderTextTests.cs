using Microsoft.Extensions.Primitives;
using ModelContextProtocol.AspNetCore.Checks;

namespace Stoa.Mcp.AspNetCore.Tests.Checks;

public sealed class HeaderTextTests
{
    public static TheoryData<string[]> Unreadable =>
    [
        Array.Empty<string>(),
        new[] { "safe", "safe" },
        new[] { "safe", "danger" },
        new[] { "é" },
        new[] { "a\u007Fb" },
        new[] { "=?base64?!?=" },
        new[] { "=?base64?w7w?=" },
    ];

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void TryRead_OfSeveralLinesOrStrangeText_Fails(string[] lines) =>
        Assert.False(HeaderText.TryRead(new StringValues(lines), out _));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(" padded\t", "padded")]
    [InlineData("=?base64?w7w=?=", "ü")]
    [InlineData("=?base64??=", "")]
    [InlineData("=?base64?w7w=", "=?base64?w7w=")]
    public void TryRead_OfOneLine_YieldsItsText(string line, string expected)
    {
        Assert.True(HeaderText.TryRead(line, out var text));
        Assert.Equal(expected, text);
    }
}
