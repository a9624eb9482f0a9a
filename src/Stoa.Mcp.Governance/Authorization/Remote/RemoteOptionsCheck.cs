using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Authorization.Remote;

/// <summary>Checks at start how remote engines are configured.</summary>
internal sealed partial class RemoteOptionsCheck : IValidateOptions<PolicyOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidateOptionsResultBuilder();
        if (options.OpaServer is { } opa)
        {
            var section = $"{options.Section}:OpaServer";
            CheckConnection(opa, section, errors);
            CheckDocument(opa.Path, $"{section}:Path", errors);
            CheckDocument(opa.VisibleBatchPath ?? "x", $"{section}:VisibleBatchPath", errors);
        }

        if (options.AuthZen is { } pdp)
        {
            var section = $"{options.Section}:AuthZen";
            CheckConnection(pdp, section, errors);
            CheckPath(pdp.EvaluationPath, $"{section}:EvaluationPath", errors);
            CheckPath(pdp.EvaluationsPath, $"{section}:EvaluationsPath", errors);
            CheckMapping(pdp, section, errors);
            if (string.IsNullOrWhiteSpace(pdp.SeeAction))
            {
                errors.AddError($"{section}:SeeAction is '{pdp.SeeAction}'; allowed: the name of an action.");
            }
        }

        CheckAlone(options, errors);
        return errors.Build();
    }

    private static void CheckConnection(RemotePolicyOptions options, string section, ValidateOptionsResultBuilder errors)
    {
        if (!IsAddress(options.Url))
        {
            errors.AddError($"{section}:Url is '{options.Url}'; allowed: an https address without user, query and fragment, or an http one of this machine.");
        }

        if (options is { Token: not null, TokenFile: not null })
        {
            errors.AddError($"{section}:Token and {section}:TokenFile are both set; allowed: one of them.");
        }

        if (options.Token is { } token && !TokenCharacters().IsMatch(token))
        {
            errors.AddError($"{section}:Token has characters that no bearer token has (RFC 6750, section 2.1), or none.");
        }

        if (options.TokenFile is { } file && string.IsNullOrWhiteSpace(file))
        {
            errors.AddError($"{section}:TokenFile is '{file}'; allowed: a path, or leave it out.");
        }

        Bounded("MaxConnections", options.MaxConnections, 1, 10_000);
        Bounded("MaxParallel", options.MaxParallel, 1, 1_000);
        Bounded("MaxResponseBytes", options.MaxResponseBytes, 1024, 64 * 1024 * 1024);

        void Bounded(string key, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                errors.AddError($"{section}:{key} is {value}; allowed: {least} to {most}.");
            }
        }
    }

    private static void CheckMapping(AuthZenOptions pdp, string section, ValidateOptionsResultBuilder errors)
    {
        var unset = new AuthZenOptions();
        if (pdp.Discover && (pdp.EvaluationPath != unset.EvaluationPath || pdp.EvaluationsPath != unset.EvaluationsPath))
        {
            errors.AddError($"{section}:Discover is true beside {section}:EvaluationPath or {section}:EvaluationsPath, which would decide nothing; allowed: one way to find the addresses.");
        }

        if (!Enum.IsDefined(pdp.Mapping))
        {
            errors.AddError($"{section}:Mapping is {pdp.Mapping}; allowed: {string.Join(", ", Enum.GetNames<AuthZenMapping>())}.");
        }

        if (pdp.MappingsFile is { } file && string.IsNullOrWhiteSpace(file))
        {
            errors.AddError($"{section}:MappingsFile is '{file}'; allowed: a path, or leave it out.");
        }
    }

    // A policy of one's own beside a remote engine would look as if it decided.
    private static void CheckAlone(PolicyOptions options, ValidateOptionsResultBuilder errors)
    {
        var remote = (options.OpaServer, options.AuthZen) switch
        {
            (not null, not null) => "OpaServer and AuthZen",
            (not null, null) => "OpaServer",
            (null, not null) => "AuthZen",
            _ => null,
        };
        if (remote is null)
        {
            return;
        }

        if (remote == "OpaServer and AuthZen")
        {
            errors.AddError($"{options.Section}:OpaServer and {options.Section}:AuthZen are both set; allowed: one of them.");
        }

        Refuse("Folder", options.Folder is not null);
        Refuse("Bundle", options.Bundle is not null);
        Refuse("ArgumentRules", options.ArgumentRules is not null);

        void Refuse(string key, bool isSet)
        {
            if (isSet)
            {
                errors.AddError($"{options.Section}:{key} is set beside {remote}, and would decide nothing; leave it out, or give it to that engine.");
            }
        }
    }

    private static void CheckDocument(string path, string key, ValidateOptionsResultBuilder errors)
    {
        if (!DocumentPath().IsMatch(path))
        {
            errors.AddError($"{key} is '{path}'; allowed: names with slashes between them, as in stoa/authz.");
        }
    }

    private static void CheckPath(string path, string key, ValidateOptionsResultBuilder errors)
    {
        if (!AddressPath().IsMatch(path))
        {
            errors.AddError($"{key} is '{path}'; allowed: a path that begins with a slash.");
        }
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    [GeneratedRegex(@"^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\z")]
    private static partial Regex DocumentPath();

    [GeneratedRegex(@"^(/[A-Za-z0-9_.~-]+)+\z")]
    private static partial Regex AddressPath();

    [GeneratedRegex(@"^[A-Za-z0-9._~+/-]+=*\z")]
    private static partial Regex TokenCharacters();
}
