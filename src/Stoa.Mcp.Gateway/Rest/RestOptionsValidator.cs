using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>Checks <see cref="RestOptions"/> and <see cref="GatewayOptions.SecretsFolder"/> at start.</summary>
/// <param name="section">Path of the gateway's section, for messages.</param>
internal sealed class RestOptionsValidator(string section) : IValidateOptions<GatewayOptions>
{
    private const int LeastBytes = 1024;
    private const int MostBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidateOptionsResultBuilder();
        if (options.SecretsFolder is { } folder && string.IsNullOrWhiteSpace(folder))
        {
            errors.AddError($"{section}:SecretsFolder is '{folder}'; allowed: the path of a folder, or leave it out.");
        }

        if (options.Rest.MaxResponseBytes is < LeastBytes or > MostBytes)
        {
            errors.AddError($"{section}:Rest:MaxResponseBytes is {options.Rest.MaxResponseBytes}; allowed: {LeastBytes} to {MostBytes}.");
        }

        if (options.Rest.Timeout < Shortest || options.Rest.Timeout > Longest)
        {
            errors.AddError($"{section}:Rest:Timeout is {options.Rest.Timeout}; allowed: {Shortest} to {Longest}.");
        }

        for (var i = 0; i < options.Rest.AllowedPrivateHosts.Count; i++)
        {
            if (!IsHost(options.Rest.AllowedPrivateHosts[i]))
            {
                errors.AddError($"{section}:Rest:AllowedPrivateHosts:{i} is '{options.Rest.AllowedPrivateHosts[i]}'; allowed: a host name, an address, or '*.' and a domain, without scheme and port.");
            }
        }

        return errors.Build();
    }

    private static bool IsHost(string? host) =>
        host is not null && Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) != UriHostNameType.Unknown;
}
