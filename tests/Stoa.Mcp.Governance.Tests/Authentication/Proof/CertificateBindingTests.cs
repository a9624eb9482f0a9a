using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Tests.Authentication.Proof;

public sealed class CertificateBindingTests
{
    private static readonly X509Certificate2 Certificate = Make("client");
    private static readonly X509Certificate2 Other = Make("other");
    private static readonly string Hash = TestKeys.Encode(SHA256.HashData(Certificate.RawData));

    [Fact]
    public async Task Token_WithItsCertificate_IsAcceptedUnderBearer()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token(("cnf", $$"""{"x5t#S256":"{{Hash}}"}"""));

        var caller = OutcomeAssert.Accepted(await SendAsync(fixture, "Bearer", token, Certificate));

        Assert.Equal(CallerConfirmation.Certificate, caller.Confirmation);
        OutcomeAssert.Refused(await SendAsync(fixture, "Bearer", token, null));
        OutcomeAssert.Refused(await SendAsync(fixture, "Bearer", token, Other));
        OutcomeAssert.Refused(await SendAsync(fixture, "DPoP", token, Certificate));
    }

    [Fact]
    public async Task Token_BoundToBoth_NeedsBoth()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token(("cnf", $$"""{"x5t#S256":"{{Hash}}","jkt":"{{TestProofs.Thumbprint}}"}"""));

        OutcomeAssert.Refused(await SendAsync(fixture, "Bearer", token, Certificate));
        OutcomeAssert.Refused(await SendAsync(fixture, "DPoP", token, null, TestProofs.Of(fixture.Tokens, token)));
        OutcomeAssert.Refused(await SendAsync(fixture, "DPoP", token, Other, TestProofs.Of(fixture.Tokens, token)));
        OutcomeAssert.Refused(await SendAsync(fixture, "DPoP", token, Certificate), "invalid_dpop_proof");
        OutcomeAssert.Accepted(await SendAsync(fixture, "DPoP", token, Certificate, TestProofs.Of(fixture.Tokens, token)));
    }

    [Fact]
    public async Task Certificate_BesideABearerToken_ChangesNothing()
    {
        using var fixture = new AuthenticationFixture();
        Assert.Equal(CallerConfirmation.None, OutcomeAssert.Accepted(await SendAsync(fixture, "Bearer", fixture.Token(), Certificate)).Confirmation);
    }

    private static Task<StepOutcome<Caller>> SendAsync(
        AuthenticationFixture fixture, string scheme, string token, X509Certificate2? certificate, params string[] proofs) => fixture.SendAsync(new()
        {
            Authorization = [$"{scheme} {token}"],
            Proof = proofs,
            Method = "POST",
            Address = new Uri("https://mcp.example/mcp"),
            Certificate = certificate,
        });

    private static X509Certificate2 Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
    }
}
