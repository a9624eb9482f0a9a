namespace Stoa.Cli.Auth;

/// <summary>What to do about a check that failed, where its reason does not say already.</summary>
internal static class CheckHints
{
    public static string? For(string check) => check switch
    {
        "header" => "Send one credential: Authorization: Bearer, a space, and the token or key.",
        "issuer" => "Ask that issuer's tokens in with an entry of Stoa:Authentication:Jwt:Issuers, spelled as 'iss' is.",
        "algorithm" => "Have the issuer sign with an accepted algorithm, or add this one to the issuer's Algorithms.",
        "type" => "Send an access token, not an ID or refresh token; or add the type to the issuer's TokenTypes.",
        "audience" => "Ask the issuer for a token for this server (RFC 8707: resource), or add the audience to the issuer's Audiences.",
        "time" => "Get a new credential. If it should hold, compare the clocks of issuer and server.",
        "key" => "See whether the issuer's keys can be fetched from here, and hold the 'kid' of the token.",
        "signature" => "The token was changed, or signed by other keys than the issuer publishes.",
        "claims" => "Set SubjectClaim, TenantClaim and the like of the issuer to the claims that its tokens have.",
        "form" => "See that the whole credential was copied.",
        "checksum" => "A character is wrong or missing: copy the key again.",
        "id" => "The key is not in this configuration: it was removed, or belongs to another server.",
        "secret" => "The id is known and the secret is another one: make a new key with stoa key rotate.",
        "schemes" => "Send what is asked for beside it, or change Stoa:Authentication:Require.",
        "chain" => "Have the client send its intermediates, or add its authority to Stoa:Authentication:Certificates:Anchors.",
        _ => null,
    };
}
