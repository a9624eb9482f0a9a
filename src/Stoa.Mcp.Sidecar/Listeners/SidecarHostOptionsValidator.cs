using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Sidecar.Listeners;

internal sealed class SidecarHostOptionsValidator : IValidateOptions<SidecarHostOptions>
{
    private const string Section = "Stoa:Host";

    public ValidateOptionsResult Validate(string? name, SidecarHostOptions options)
    {
        var errors = new List<string>();
        var listeners = new (string Key, string? Text)[]
        {
            (nameof(options.Listen), options.Listen), (nameof(options.GrpcListen), options.GrpcListen), (nameof(options.Management), options.Management),
        };
        errors.AddRange(listeners
            .Where(listener => listener.Text is not null && !ListenAddress.TryParse(listener.Text, out _))
            .Select(listener => $"{Section}:{listener.Key} is '{listener.Text}'; allowed: {ListenAddress.Allowed}."));
        if (errors.Count == 0)
        {
            CheckTogether(listeners, options.Tls, errors);
        }

        CheckTls(options.Tls, errors);
        CheckBounds(options, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckTogether((string Key, string? Text)[] listeners, ListenerTlsOptions tls, List<string> errors)
    {
        var parsed = listeners.Where(listener => listener.Text is not null)
            .Select(listener => (listener.Key, Address: ListenAddress.TryParse(listener.Text, out var address) ? address : null!)).ToList();
        foreach (var (index, listener) in parsed.Index())
        {
            errors.AddRange(parsed.Take(index).Where(other => other.Address.Overlaps(listener.Address))
                .Select(other => $"{Section}:{listener.Key} is '{listener.Address}', which {Section}:{other.Key} has already; each listener needs a port of its own."));
            if (listener.Address.IsTls && (tls.CertificateFile is null || listener.Key == nameof(SidecarHostOptions.Management)))
            {
                errors.Add(listener.Key == nameof(SidecarHostOptions.Management)
                    ? $"{Section}:{listener.Key} is '{listener.Address}'; health and metrics are served over http alone."
                    : $"{Section}:{listener.Key} is '{listener.Address}', and {Section}:Tls:CertificateFile names no certificate.");
            }
        }
    }

    private static void CheckTls(ListenerTlsOptions tls, List<string> errors)
    {
        if (tls.CertificateFile is null && ((tls.KeyFile ?? tls.PasswordFile) is not null || tls.ClientCertificates))
        {
            errors.Add($"{Section}:Tls has a key, a password or ClientCertificates and no CertificateFile; name the certificate too.");
        }
    }

    private static void CheckBounds(SidecarHostOptions options, List<string> errors)
    {
        if (options.MaxConnections is < 1 or > 1_000_000)
        {
            errors.Add($"{Section}:MaxConnections is {options.MaxConnections}; allowed are 1 to 1000000.");
        }

        Check(nameof(options.RequestHeadersTimeout), options.RequestHeadersTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Check(nameof(options.ShutdownTimeout), options.ShutdownTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Check(nameof(options.DrainDelay), options.DrainDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1));

        void Check(string key, TimeSpan value, TimeSpan from, TimeSpan to)
        {
            if (value < from || value > to)
            {
                errors.Add($"{Section}:{key} is {value}; allowed are {from} to {to}.");
            }
        }
    }
}
