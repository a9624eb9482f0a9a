using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Governance.Tests.Resources;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("1s", 1)]
    [InlineData("30s", 30)]
    [InlineData("1m", 60)]
    [InlineData("1h", 3_600)]
    [InlineData("1d", 86_400)]
    [InlineData("366d", 366 * 86_400)]
    [InlineData("00:01:30", 90)]
    [InlineData("23:59:59", 86_399)]
    public void TryParse_OfADuration_GivesItsLength(string text, int seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData(" 1s")]
    [InlineData("1 s")]
    [InlineData("1.5h")]
    [InlineData("1S")]
    [InlineData("1w")]
    [InlineData("60")]
    [InlineData("367d")]
    [InlineData("2147483647d")]
    [InlineData("99999999999s")]
    [InlineData("00:00:00")]
    [InlineData("24:00:00")]
    [InlineData("1:00:00")]
    [InlineData("1.00:00:00")]
    [InlineData("١s")]
    public void TryParse_OfAnythingElse_IsRefused(string text) => Assert.False(DurationText.TryParse(text, out _));
}
