using Billing.Ledger;

namespace Stoa.Mcp.Governance.Kafka.Tests.Samples;

public sealed class MoneyTests
{
    [Theory]
    [InlineData(0, "0.00000000", "0.00")]
    [InlineData(499_999, "0.00499999", "0.00")]
    [InlineData(500_000, "0.00500000", "0.01")]
    [InlineData(1_499_999, "0.01499999", "0.01")]
    [InlineData(2_500_000, "0.02500000", "0.03")]
    [InlineData(99_500_000, "0.99500000", "1.00")]
    [InlineData(123_456_789_013, "1234.56789013", "1234.57")]
    [InlineData(long.MaxValue, "92233720368.54775807", "92233720368.55")]
    public void Amount_IsExact_AndRoundedHalfUpToPay(long microcents, string exact, string toPay)
    {
        Assert.Equal(exact, Money.Exact(microcents));
        Assert.Equal(toPay, Money.ToPay(microcents));
    }
}
