using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Governance.Tests.Messages;

public sealed class KeyFoldTests
{
    [Theory]
    [InlineData("name", "NAME")]
    [InlineData("name", "ｎａｍｅ")]
    [InlineData("name\0\0", "name")]
    [InlineData("id", "ⅰⅾ")]
    [InlineData("Ⅷ", "viii")]
    [InlineData("a b", "a\u00A0b")]
    [InlineData("größe", "GRÖßE")]
    [InlineData("10", "⑩")]
    public void AreTwins_OfOneNameInTwoSpellings_IsTrue(string one, string other) => Assert.True(KeyFold.AreTwins(one, other));

    [Theory]
    [InlineData("name", "names")]
    [InlineData("a\0b", "ab")]
    [InlineData("i", "ı")]
    [InlineData("a", "а")]
    public void AreTwins_OfTwoNames_IsFalse(string one, string other) => Assert.False(KeyFold.AreTwins(one, other));
}
