using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.Primitives;
using Stoa.Mcp.Governance.Authentication;

namespace Stoa.Mcp.Governance.Http;

/// <summary>Gathers what an HTTP request offers as proof of who calls. Nothing is judged here, and no other header is looked at.</summary>
internal static class CredentialReader
{
    public static PresentedCredentials Read(HttpContext context)
    {
        var proof = ToArray(context.Request.Headers["DPoP"]);
        return new PresentedCredentials
        {
            Authorization = ToArray(context.Request.Headers.Authorization),
            ApiKey = ToArray(context.Request.Headers["X-API-Key"]),
            Proof = proof,
            Method = context.Request.Method,
            Address = proof.Length > 0 ? ResourceMetadataDocument.AddressOf(context.Request, context.Request.Path) : null,
            Certificate = context.Connection.ClientCertificate,
            // Asked of the feature: the context would make up an anonymous user where there is none.
            HostPrincipal = context.Features.Get<IHttpAuthenticationFeature>()?.User is { Identity.IsAuthenticated: true } user ? user : null,
        };
    }

    private static string[] ToArray(StringValues values) =>
        values.Count switch
        {
            0 => [],
            1 => [values[0] ?? ""],
            _ => values.Select(value => value ?? "").ToArray(),
        };
}
