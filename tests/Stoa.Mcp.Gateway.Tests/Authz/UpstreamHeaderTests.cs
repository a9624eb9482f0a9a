using Stoa.Mcp.Gateway.Authz.Answering;
using Stoa.Mcp.Governance.Messages;

namespace Stoa.Mcp.Gateway.Tests.Authz;

/// <summary>Nothing that a credential says can be more than the value it stands for.</summary>
public sealed class UpstreamHeaderTests
{
    [Theory]
    [InlineData("maria")]
    [InlineData("maria@acme.example")]
    [InlineData("Maria of Acme")]
    public void Text_ThatIsPlain_StaysAsItIs(string text) => Assert.Equal(text, HeaderSafeText.Of(text));

    [Theory]
    [InlineData("maria\r\nX-User-Roles: admin")]
    [InlineData("mar\u0000ia")]
    [InlineData("märia")]
    [InlineData(" maria")]
    [InlineData("")]
    [InlineData("=?base64?YWRtaW4=?=")]
    public void Text_ThatIsNot_IsEncoded_AndReadsBack(string text)
    {
        var value = HeaderSafeText.Of(text)!;

        Assert.StartsWith("=?base64?", value, StringComparison.Ordinal);
        Assert.DoesNotContain(value, character => character is < ' ' or > '~');
        Assert.Equal(text, HeaderValue.Decode(value));
    }

    [Fact]
    public void Text_ThatIsTooLong_IsLeftOut() => Assert.Null(HeaderSafeText.Of(new string('x', 5000)));

    [Fact]
    public void Lists_LeaveOutWhatCouldBeTakenForSeveral() =>
        Assert.Equal("clerk,stoa:read", HeaderSafeText.OfAll(["clerk", "a,admin", "b\r\nX: 1", "two words", "ümlaut", "", "stoa:read"]));

    [Fact]
    public void List_OfNothingThatCanBeSaid_IsLeftOut() => Assert.Null(HeaderSafeText.OfAll(["a,b"]));
}
