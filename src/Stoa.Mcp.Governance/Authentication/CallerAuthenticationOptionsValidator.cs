using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Claims;
using Stoa.Mcp.Governance.Authentication.Introspection;
using Stoa.Mcp.Governance.Authentication.Proof;
using Stoa.Mcp.Governance.Authentication.Resource;
using Stoa.Mcp.Governance.Authentication.Schemes;
using Stoa.Mcp.Governance.Authentication.Scopes;
using Stoa.Mcp.Governance.Authentication.Tokens;

namespace Stoa.Mcp.Governance.Authentication;

/// <summary>Checks <c>Stoa:Authentication</c> at start and names everything that is wrong at once.</summary>
internal sealed class CallerAuthenticationOptionsValidator(string path) : IValidateOptions<CallerAuthenticationOptions>
{
    public ValidateOptionsResult Validate(string? name, CallerAuthenticationOptions options)
    {
        var errors = new OptionsErrors();
        JwtOptionsCheck.Check(options.Jwt, $"{path}:Jwt", errors);
        ProofOptionsCheck.Check(options.Proof, $"{path}:Proof", errors);
        errors.Require(options.Revocation.File is not "", $"{path}:Revocation:File", options.Revocation.File, "leave it out, or name a file.");
        IntrospectionOptionsCheck.Check(options.Introspection, $"{path}:Introspection", errors);
        ApiKeyOptionsCheck.Check(options.ApiKeys, $"{path}:ApiKeys", errors);
        ClaimMappingCheck.Check(options.Host, $"{path}:Host", errors);
        CheckRequire(options, $"{path}:Require", errors);
        ScopeHierarchyCheck.Check(options.ScopeHierarchy, $"{path}:ScopeHierarchy", errors);
        CheckLocal(options.Local, $"{path}:Local", errors);
        CheckResource(options.Resource, $"{path}:Resource", errors);
        return errors.All.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors.All);
    }

    private static void CheckRequire(CallerAuthenticationOptions options, string path, OptionsErrors errors)
    {
        var required = SchemeRequirement.Read(options.Require, (index, allowed) => errors.Add($"{path}:{index}", options.Require[index], allowed));
        errors.Require(options.Certificates.Enabled || !required.Schemes.Contains(CallerSchemes.Certificate, StringComparer.Ordinal), path, required.ToString(),
            "'mtls' needs Certificates:Enabled and its Anchors.");
    }

    private static void CheckLocal(LocalIdentityOptions local, string path, OptionsErrors errors)
    {
        var used = local.Tenant is not null || local.Agent is not null || local.Environment is not null
            || local.Scopes.Count > 0 || local.Roles.Count > 0;
        if (local.Subject is not null || used)
        {
            errors.RequireText(local.Subject, $"{path}:Subject");
        }

        errors.RequireTexts(local.Scopes, $"{path}:Scopes");
        errors.RequireTexts(local.Roles, $"{path}:Roles");
    }

    private static void CheckResource(ProtectedResourceOptions resource, string path, OptionsErrors errors)
    {
        errors.Require(resource.Resource is null || IsResource(resource.Resource), $"{path}:Resource", resource.Resource,
            "an absolute http or https URI without user and fragment is needed.");
        errors.Require(resource.ResourceDocumentation is null || IsResource(resource.ResourceDocumentation), $"{path}:ResourceDocumentation",
            resource.ResourceDocumentation, "an absolute http or https URI without user and fragment is needed.");
        for (var i = 0; i < resource.ScopesSupported.Count; i++)
        {
            errors.Require(ChallengeHeader.IsScopeToken(resource.ScopesSupported[i]), $"{path}:ScopesSupported:{i}", resource.ScopesSupported[i],
                "a scope is visible ASCII without space, quote and backslash (RFC 6749, section 3.3).");
        }
    }

    private static bool IsResource(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0 && !text.Contains('#', StringComparison.Ordinal);
}
