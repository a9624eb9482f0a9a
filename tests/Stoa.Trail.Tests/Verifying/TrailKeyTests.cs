using System.Security.Cryptography;
using Stoa.Trail.Verifying;

namespace Stoa.Trail.Tests.Verifying;

public sealed class TrailKeyTests
{
    [Fact]
    public void FromPem_TakesPrivateAndPublicKeys_AndNamesBothAlike()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var expected = System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

        Assert.All(
            [key.ExportPkcs8PrivateKeyPem(), key.ExportECPrivateKeyPem(), key.ExportSubjectPublicKeyInfoPem()],
            pem => Assert.Equal(expected, TrailKey.FromPem(pem).Id));
        Assert.Equal(expected, TrailKey.FromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo()).Id);
    }

    [Fact]
    public void FromPem_OfAnythingElse_Throws()
    {
        using var rsa = RSA.Create(2048);
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.All(
            ["", "nothing", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", rsa.ExportSubjectPublicKeyInfoPem(), larger.ExportSubjectPublicKeyInfoPem()],
            pem => Assert.Throws<FormatException>(() => TrailKey.FromPem(pem)));
        Assert.Throws<FormatException>(() => TrailKey.FromSubjectPublicKeyInfo([1, 2, 3]));
    }

    [Theory]
    [InlineData("{\"stream\":\"audit\",\"seq\":7,\"hash\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}", true)]
    [InlineData("{\"stream\":\"other\",\"seq\":7,\"hash\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}", false)]
    [InlineData("{\"stream\":\"audit\",\"seq\":0,\"hash\":\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}", false)]
    [InlineData("{\"stream\":\"audit\",\"seq\":7,\"hash\":\"0\"}", false)]
    [InlineData("{\"stream\":\"audit\",\"seq\":7}", false)]
    [InlineData("{\"stream\":1,\"seq\":7,\"hash\":\"0\"}", false)]
    [InlineData("[]", false)]
    [InlineData("head", false)]
    public void KnownHead_IsRead_OrSaidToBeNone(string line, bool isHead)
    {
        if (isHead)
        {
            Assert.Equal((7, "audit", null), (KnownHead.Parse(line).Sequence, KnownHead.Parse(line).Stream, KnownHead.Parse(line).Trail));
        }
        else
        {
            Assert.Throws<FormatException>(() => KnownHead.Parse(line));
        }
    }
}
