using Xunit.Abstractions;

namespace Stoa.Mcp.Governance.Tests.Authentication.Tokens;

public sealed class JwtFuzzTests(ITestOutputHelper output)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

    [Fact]
    public async Task Token_WithAnyCharacterChanged_IsRefused()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token();
        OutcomeAssert.Accepted(await fixture.BearerAsync(token));
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token.ToCharArray();
            do
            {
                changed[i] = Alphabet[random.Next(Alphabet.Length)];
            }
            while (changed[i] == token[i]);

            OutcomeAssert.Refused(await fixture.BearerAsync(new string(changed)));
        }

        Assert.DoesNotContain(fixture.Logs.Lines, line => line.Id == 2000);
    }

    [Fact]
    public async Task Signature_WithOtherPadBits_IsRefused()
    {
        using var fixture = new AuthenticationFixture();
        var token = fixture.Token();
        var last = Alphabet.IndexOf(token[^1], StringComparison.Ordinal);

        // 256 bytes end in a character of which only the upper two of six bits count.
        OutcomeAssert.Accepted(await fixture.BearerAsync(token));
        OutcomeAssert.Refused(await fixture.BearerAsync(token[..^1] + Alphabet[last ^ 1]));
    }

    [Fact]
    public async Task Text_ByChance_IsRefusedWithoutAnException()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var fixture = new AuthenticationFixture();
        for (var i = 0; i < 2000; i++)
        {
            var json = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => "{}[]\",:\\u0de1-ainsxp "[random.Next(20)])]);
            OutcomeAssert.Refused(await fixture.BearerAsync(TestKeys.Sign(json, fixture.Payload(), _ => [1])));
            OutcomeAssert.Refused(await fixture.BearerAsync(TestKeys.Sign("""{"alg":"RS256","kid":"rsa-1"}""", json, _ => [1])));
        }

        Assert.DoesNotContain(fixture.Logs.Lines, line => line.Id == 2000);
    }
}
