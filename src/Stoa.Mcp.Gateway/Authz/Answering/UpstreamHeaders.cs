using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Gateway.Authz.Answering;

/// <summary>
/// What an allowed request carries on to the upstream besides its own headers, and what of those it must not: who calls is told in headers of
/// STOA's names, whatever the client sent under them, and the credential stays here.
/// </summary>
internal sealed class UpstreamHeaders(IOptions<AuthzOptions> options)
{
    private static readonly string[] Identity = ["X-User-ID", "X-Tenant-ID", "X-Request-ID", "X-User-Scopes", "X-User-Roles"];
    private static readonly string[] Credentials = ["Authorization", "X-API-Key", "DPoP", "Cookie"];

    private readonly bool _keepsCredentials = options.Value.ForwardCredentials;

    /// <summary>Headers to set. Names and values are safe to send as they are.</summary>
    public static IReadOnlyList<(string Name, string Value)> ToSet(GovernedCall call)
    {
        var caller = call.Caller!;
        string?[] values =
        [
            HeaderSafeText.Of(caller.Subject),
            HeaderSafeText.Of(call.Tenant!),
            call.DecisionId,
            HeaderSafeText.OfAll(caller.Scopes.Order(StringComparer.Ordinal)),
            HeaderSafeText.OfAll(caller.Roles),
        ];
        return [.. Identity.Zip(values).Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second!))];
    }

    /// <summary>Headers to take out, for peers that set what is to be set after that.</summary>
    public IReadOnlyList<string> ToRemoveFirst() => [.. Withheld(), .. Identity];

    /// <summary>Headers to take out, for peers that do so after they have set the others.</summary>
    public IReadOnlyList<string> ToRemoveLast(IReadOnlyList<(string Name, string Value)> set) =>
        [.. Withheld(), .. Identity.Except(set.Select(header => header.Name))];

    private IEnumerable<string> Withheld() => _keepsCredentials ? [PeerKey.Header] : [.. Credentials, PeerKey.Header];
}
