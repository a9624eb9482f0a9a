using System.Globalization;

namespace Stoa.Mcp.Governance.Tests.Authentication;

/// <summary>Makes tokens of the issuer <c>https://login.example</c>, as of now.</summary>
internal sealed class TokenSource(TimeProvider clock)
{
    public TimeProvider Clock => clock;

    public string Payload(params (string Name, string? Json)[] changes) => TestKeys.Payload(clock.GetUtcNow(), changes);

    public string Token(params (string Name, string? Json)[] changes) =>
        TestKeys.Sign("""{"alg":"RS256","kid":"rsa-1","typ":"at+jwt"}""", Payload(changes));

    /// <summary>A NumericDate so many seconds from now.</summary>
    public string Unix(int seconds) => (clock.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);
}
