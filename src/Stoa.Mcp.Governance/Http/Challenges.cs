using Microsoft.AspNetCore.Http;
using Stoa.Mcp.Governance.Authentication.Resource;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Http;

/// <summary>The <c>WWW-Authenticate</c> of a 401 or a step-up 403: where to read how to get a token, and for which scopes.</summary>
internal sealed class Challenges(ResourceMetadata metadata)
{
    public string For(HttpContext context, GovernanceDecision denial)
    {
        var resource = metadata.ResourceFor(ResourceMetadataDocument.AddressOf(context.Request, context.Request.Path));
        var error = denial.Code == GovernanceCode.InsufficientScope ? "insufficient_scope" : denial.ChallengeError;
        return ChallengeHeader.Format(ResourceMetadata.MetadataUriFor(resource), denial.RequiredScopes, error);
    }
}
