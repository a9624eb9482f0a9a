using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Resources;

public sealed class NameSkeletonTests
{
    [Theory]
    [InlineData("search", "Search")]
    [InlineData("search", "ѕearch")]
    [InlineData("search", "seаrсh")]
    [InlineData("search", "ｓｅａｒｃｈ")]
    [InlineData("search", "sea\u200Brch")]
    [InlineData("search", "sea\u202Erch")]
    [InlineData("search", "se\u0301arch")]
    [InlineData("search", "𝗌𝖾𝖺𝗋𝖼𝗁")]
    [InlineData("kill", "\u212Aill")]
    [InlineData("payout", "раyоut")]
    [InlineData("NOTE", "ΝΟΤΕ")]
    [InlineData("get-user", "get\u2010user")]
    [InlineData("get_user", "GET＿USER")]
    public void LookAlikes_HaveOneSkeleton(string one, string other)
    {
        Assert.NotEqual(one, other);
        Assert.Equal(NameSkeleton.Of(one), NameSkeleton.Of(other));
    }

    [Theory]
    [InlineData("search", "serach")]
    [InlineData("get-user", "get_user")]
    [InlineData("tool1", "tool2")]
    [InlineData("поиск", "плюс")]
    public void OtherNames_HaveAnother(string one, string other) => Assert.NotEqual(NameSkeleton.Of(one), NameSkeleton.Of(other));

    [Fact]
    public void Skeleton_OfASkeleton_IsItself()
    {
        for (var character = 0; character <= 0xFFFF; character++)
        {
            var once = NameSkeleton.Of(((char)character).ToString());
            Assert.True(once == NameSkeleton.Of(once), $"U+{character:X4}");
        }
    }
}
