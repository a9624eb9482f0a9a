using System.Text;
using Stoa.Rego.Builtins;

namespace Stoa.Rego.Tests.Builtins;

public class GoBase64Tests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Zg==", "f")]
    [InlineData("Zm8=", "fo")]
    [InlineData("Zm9v\r\nYg=\n=\n", "foob")]
    [InlineData("Zh==", "f")]
    public void Decode_OfBase64(string text, string expected) => Assert.Equal(expected, Encoding.UTF8.GetString(GoBase64.Decode(text)));

    [Theory]
    [InlineData("foobar", 4)]
    [InlineData("Zg=", 3)]
    [InlineData("Zg=a", 2)]
    [InlineData("Zg==a", 4)]
    [InlineData("=", 0)]
    [InlineData("Z===", 1)]
    [InlineData("Zm9-", 3)]
    [InlineData("ä", 0)]
    public void Decode_OfOtherText_TellsThePosition(string text, int position) => Assert.Equal(
        $"illegal base64 data at input byte {position}", Assert.Throws<BuiltinFailure>(() => GoBase64.Decode(text)).Message);

    [Theory]
    [InlineData("-_8")]
    [InlineData("-_8=")]
    public void DecodeUrl_WithOrWithoutPadding(string text) => Assert.Equal([0xFB, 0xFF], GoBase64.DecodeUrl(text));

    [Fact]
    public void DecodeUrl_OfImpossibleLength_Fails() =>
        Assert.Equal("illegal base64url string: abcde", Assert.Throws<BuiltinFailure>(() => GoBase64.DecodeUrl("abcde")).Message);

    [Fact]
    public void EncodeUrl_HasNoPadding() => Assert.Equal("-_8", GoBase64.EncodeUrl([0xFB, 0xFF]));
}
