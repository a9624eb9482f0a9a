using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Authentication.Resource;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>The <c>WWW-Authenticate</c> of a 401 or a step-up 403: where to read how to get a token, and for which scopes.</summary>
internal sealed class Challenges(ResourceMetadata metadata, IOptions<CallerAuthenticationOptions> options)
{
    private readonly string _proofAlgorithms = string.Join(' ', ProofCheck.AlgorithmsOf(options.Value.Proof));
    private readonly IReadOnlyList<string> _firstScopes = [.. options.Value.Resource.ScopesSupported];

    public string For(HttpContext context, GovernanceDecision denial)
    {
        var resource = metadata.ResourceFor(ResourceMetadataDocument.AddressOf(context.Request, context.Request.Path));
        var error = denial.Code == GovernanceCode.InsufficientScope ? "insufficient_scope" : denial.ChallengeError;

        // Before a caller is known no policy can say what is needed: then what a client may start with.
        var scopes = denial.Code == GovernanceCode.Unauthenticated ? _firstScopes : denial.RequiredScopes;
        return denial.ChallengeScheme is null
            ? ChallengeHeader.Format(ResourceMetadata.MetadataUriFor(resource), scopes, error)
            : ChallengeHeader.Format(ResourceMetadata.MetadataUriFor(resource), scopes, error, scheme: denial.ChallengeScheme, algorithms: _proofAlgorithms);
    }
}
