namespace Stoa.Mcp.Gateway.Secrets;

/// <summary>An access token that an authorization server gave.</summary>
/// <param name="Value">The token.</param>
/// <param name="UseUntil">From then on another one is asked for.</param>
internal sealed record AccessToken(string Value, DateTimeOffset UseUntil)
{
    /// <summary>Nothing of the token itself: a record prints its members.</summary>
    public override string ToString() => $"access token, used until {UseUntil:O}";
}
