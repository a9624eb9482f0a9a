using System.Security.Cryptography;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Tests.TestDoubles;

namespace Stoa.Mcp.Governance.Tests.Authentication.Proof;

public sealed class ProofKeysTests
{
    private static readonly string[] Algorithms = ["ES256", "PS256", "RS256"];

    private readonly TokenSource _tokens = new(new ManualTimeProvider());
    private readonly ProofKeys _keys = new();

    [Fact]
    public void Key_IsKeptOnceItsProofVerified_AndVerifiesFurtherOnes()
    {
        Assert.False(_keys.Verify(ReadForged()));
        Assert.Equal(0, _keys.Count);

        Assert.True(_keys.Verify(Read(TestProofs.Of(_tokens, "token"))));
        Assert.True(_keys.Verify(Read(TestProofs.Of(_tokens, "token"))));
        Assert.Equal(1, _keys.Count);
    }

    [Fact]
    public void Key_ThatIsKept_VerifiesNoForgery_AndIsKeptStill()
    {
        Assert.True(_keys.Verify(Read(TestProofs.Of(_tokens, "token"))));

        Assert.False(_keys.Verify(ReadForged()));
        Assert.True(_keys.Verify(Read(TestProofs.Of(_tokens, "token"))));
    }

    [Fact]
    public void RsaKey_VerifiesByBothOfItsAlgorithms()
    {
        using var rsa = RSA.Create(2048);
        string Proof(string algorithm, RSASignaturePadding padding) => TestKeys.Sign(
            $$"""{"typ":"dpop+jwt","alg":"{{algorithm}}","jwk":{{TestKeys.RsaJwk(rsa, null)}}}""",
            TestProofs.Payload(_tokens, "token"),
            data => rsa.SignData(data, HashAlgorithmName.SHA256, padding));

        Assert.True(_keys.Verify(Read(Proof("PS256", RSASignaturePadding.Pss))));
        Assert.True(_keys.Verify(Read(Proof("RS256", RSASignaturePadding.Pkcs1))));
        Assert.False(_keys.Verify(Read(Proof("RS256", RSASignaturePadding.Pss))));
        Assert.Equal(1, _keys.Count);
    }

    [Fact]
    public async Task Key_UsedByManyAtOnce_VerifiesForEachOfThem()
    {
        var (good, forged) = (Read(TestProofs.Of(_tokens, "token")), ReadForged());

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => _keys.Verify(i % 2 == 0 ? good : forged))));

        Assert.All(verdicts.Index(), verdict => Assert.Equal(verdict.Index % 2 == 0, verdict.Item));
    }

    [Fact]
    public void Keys_BeyondTheBound_ArePushedOut_AndStillVerify()
    {
        var first = Read(TestProofs.Of(_tokens, "token"));
        Assert.True(_keys.Verify(first));
        for (var i = 0; i <= ProofKeys.Most; i++)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var header = $$"""{"typ":"dpop+jwt","alg":"ES256","jwk":{{TestKeys.EcJwk(key, null)}}}""";
            Assert.True(_keys.Verify(Read(TestKeys.Sign(header, TestProofs.Payload(_tokens, "token"), data => key.SignData(data, HashAlgorithmName.SHA256)))));
        }

        Assert.InRange(_keys.Count, 1, ProofKeys.Most);
        Assert.True(_keys.Verify(first));
    }

    // The key is that of the good ones; the signature is another's.
    private ProofReading ReadForged() => Read(TestProofs.Sign(
        TestProofs.Header, TestProofs.Payload(_tokens, "token"), data => TestProofs.OtherKey.SignData(data, HashAlgorithmName.SHA256)));

    private static ProofReading Read(string proof)
    {
        var reading = ProofReader.Read(proof, Algorithms, out var refusal);
        Assert.True(reading is not null, refusal);
        return reading;
    }
}
