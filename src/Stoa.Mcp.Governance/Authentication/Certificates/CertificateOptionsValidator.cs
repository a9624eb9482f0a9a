using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication.Certificates.Forwarded;
using Stoa.Mcp.Governance.Authentication.Certificates.Spiffe;
using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Governance.Authentication.Certificates;

/// <summary>Checks <c>Certificates</c> and <c>ForwardedCertificates</c>, and reads the files of the authorities.</summary>
internal sealed class CertificateOptionsValidator(string section, IHostEnvironment? environment) : IValidateOptions<CallerAuthenticationOptions>
{
    private readonly string _path = $"{section}:Certificates";

    public ValidateOptionsResult Validate(string? name, CallerAuthenticationOptions options)
    {
        var errors = new OptionsErrors();
        Check(options.Certificates, errors);
        ForwardedCertificateCheck.Check(options.ForwardedCertificates, $"{section}:ForwardedCertificates", errors);
        return errors.All.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors.All);
    }

    private void Check(CertificateAuthenticationOptions options, OptionsErrors errors)
    {
        errors.Require(!options.Enabled || options.Anchors.Count > 0, $"{_path}:Anchors", null, "at least one authority is needed.");
        errors.Require(Enum.IsDefined(options.RevocationMode), $"{_path}:RevocationMode", options.RevocationMode.ToString(), "Online, Offline or NoCheck.");
        errors.RequireNumber(options.CacheEntries, 0, 100_000, $"{_path}:CacheEntries");
        errors.RequireRange(options.CacheLifetime, TimeSpan.Zero, TimeSpan.FromHours(1), $"{_path}:CacheLifetime");
        foreach (var (index, anchor) in options.Anchors.Index())
        {
            Check(anchor, $"{_path}:Anchors:{index}", errors);
        }

        errors.RequireDistinct(options.Anchors.Select(anchor => anchor.Name), index => $"{_path}:Anchors:{index}:Name");
        if (errors.All.Count == 0 && options.Enabled)
        {
            CheckFiles(options, errors);
        }
    }

    private static void Check(CertificateAnchorOptions anchor, string path, OptionsErrors errors)
    {
        errors.Require(anchor.Name.Length is > 0 and <= 64 && anchor.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'), $"{path}:Name",
            anchor.Name, "1 to 64 ASCII letters, digits, '-', '_' and '.'.");
        errors.RequireText(anchor.File, $"{path}:File");
        errors.Require(anchor.Tenant is not "", $"{path}:Tenant", anchor.Tenant, "leave it out, or name a tenant.");
        errors.Require(anchor.Environment is not "", $"{path}:Environment", anchor.Environment, "leave it out, or name an environment.");
        errors.RequireTexts(anchor.Scopes, $"{path}:Scopes");
        errors.RequireTexts(anchor.Roles, $"{path}:Roles");
        errors.Require(Enum.IsDefined(anchor.Subject), $"{path}:Subject", anchor.Subject.ToString(), "SpiffeId, DnsName or SubjectName.");
        if (anchor.Subject == CertificateSubject.SpiffeId)
        {
            errors.Require(anchor.SpiffeId is not null && SpiffeTemplate.TryParse(anchor.SpiffeId, out _), $"{path}:SpiffeId", anchor.SpiffeId, SpiffeTemplate.Allowed);
        }
        else
        {
            errors.Require(anchor.SpiffeId is null, $"{path}:SpiffeId", anchor.SpiffeId, "it goes with Subject 'SpiffeId' alone.");
        }
    }

    private void CheckFiles(CertificateAuthenticationOptions options, OptionsErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, anchor) in options.Anchors.Index())
        {
            var key = $"{_path}:Anchors:{index}:File";
            try
            {
                var read = CertificateAnchor.Read(anchor, ContentRoot.Of(environment));
                errors.Require(read.Roots.All(root => seen.Add(CertificateAnchors.KeyOf(root))), key, anchor.File,
                    "a root of it stands twice: each may belong to one authority.");
            }
            catch (InvalidDataException exception)
            {
                errors.Add(key, anchor.File, exception.Message);
            }
        }
    }
}
