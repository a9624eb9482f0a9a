using static Stoa.Rego.Tests.Builtins.BuiltinCall;

namespace Stoa.Rego.Tests.Builtins;

public class CryptoBuiltinsTests
{
    [Theory]
    [InlineData("crypto.md5", "80a751fde577028640c419000e33eba6")]
    [InlineData("crypto.sha1", "bfb7759a67daeb65410490b4d98bb9da7d1ea2ce")]
    [InlineData("crypto.sha256", "5e2bf57d3f40c4b6df69daf1936cb766f832374b4fc0259a7cbff06e2f70f269")]
    public void Digest_IsHexadecimal(string name, string expected) => Assert.Equal(expected, Result(name, "lorem ipsum"));

    [Theory]
    [InlineData("crypto.hmac.md5", "31b6db9e5eb4addb42f1a6ca07367adc")]
    [InlineData("crypto.hmac.sha1", "85d155c55ed286a300bd1cf124de08d87e914f3a")]
    [InlineData("crypto.hmac.sha256", "147933218aaabc0b8b10a2b3a5c34684c8d94341bcf10a4736dc7270f7741851")]
    public void Mac_TakesMessageThenKey(string name, string expected) => Assert.Equal(expected, Result(name, "foo", "bar"));

    [Fact]
    public void Mac_OfUnicode_IsOfItsUtf8() => Assert.Equal(
        "eb90daeb76d4b2571fbdaf94bbb240809faa8fed93ec0c260dd38c3fdf8d963a", Result("crypto.hmac.sha256", "åäöçß🥲♙Ω", "秘密の"));

    [Theory]
    [InlineData("31b6", "31b6", true)]
    [InlineData("31b6", "31b7", false)]
    [InlineData("31b6", "31b", false)]
    public void Equal_ComparesWholeTexts(string left, string right, bool expected) => Assert.Equal(expected, Result("crypto.hmac.equal", left, right));
}
