using Microsoft.Extensions.Options;
using Stoa.Mcp.Gateway.Authz.Asking;
using Stoa.Mcp.Governance.Http;

namespace Stoa.Mcp.Gateway.Authz;

/// <summary>Checks <c>Stoa:Gateway:Authz</c> at start and names everything that is wrong at once.</summary>
internal sealed class AuthzOptionsValidator(string section) : IValidateOptions<AuthzOptions>
{
    private const string PathRule = "a path such as /authz is needed, of A-Z a-z 0-9 . _ ~ - and /, without a slash at its end";

    public ValidateOptionsResult Validate(string? name, AuthzOptions options)
    {
        List<string> errors = [.. PathErrors(options), .. RouteErrors(options)];
        AddressErrors(options.Peers, "Peers", errors);
        AddressErrors(options.TrustedPeers, "TrustedPeers", errors);
        if (options.PeerKeyFile is { } file && PeerKey.FindProblem(file) is { } problem)
        {
            errors.Add($"{section}:PeerKeyFile is '{file}', which {problem}; a file with 32 to 1024 characters of printable ASCII is needed.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> PathErrors(AuthzOptions options)
    {
        (string Key, string Path)[] paths = [("Path", options.Path), ("ExtAuthzPath", options.ExtAuthzPath), ("AuthRequestPath", options.AuthRequestPath)];
        for (var i = 0; i < paths.Length; i++)
        {
            var (key, path) = paths[i];
            if (path.Length == 0)
            {
                continue;
            }

            if (!PlainPath.Is(path) || path.EndsWith('/'))
            {
                yield return $"{section}:{key} is '{path}'; {PathRule}, or nothing.";
            }
            else if (paths.Take(i).FirstOrDefault(other => Overlap(other.Path, path)) is { Key: { } taken })
            {
                yield return $"{section}:{key} is '{path}', which lies in the way of {section}:{taken}; paths beside one another are needed.";
            }
        }
    }

    private IEnumerable<string> RouteErrors(AuthzOptions options)
    {
        for (var i = 0; i < options.Routes.Count; i++)
        {
            var (route, key) = (options.Routes[i], $"{section}:Routes:{i}");
            if (!PlainPath.Is(route.Path) || (route.Path.EndsWith('/') && route.Path != "/"))
            {
                yield return $"{key}:Path is '{route.Path}'; {PathRule}.";
            }
            else if (options.Routes.Take(i).Any(other => other.Path == route.Path))
            {
                yield return $"{key}:Path is '{route.Path}', which stands there already; each may stand once.";
            }

            if (route.Server is { Length: 0 or > 128 })
            {
                yield return $"{key}:Server has {route.Server.Length} characters; 1 to 128 are allowed.";
            }
        }
    }

    private void AddressErrors(IList<string> addresses, string key, List<string> errors)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            if (!AddressRange.TryParse(addresses[i], out _))
            {
                errors.Add($"{section}:{key}:{i} is '{addresses[i]}'; an address such as 10.0.0.7 or a range such as 10.0.0.0/24 is needed.");
            }
        }
    }

    private static bool Overlap(string one, string other) =>
        one.Length > 0 && (PlainPath.IsWithin(one, other, StringComparison.OrdinalIgnoreCase) || PlainPath.IsWithin(other, one, StringComparison.OrdinalIgnoreCase));
}
