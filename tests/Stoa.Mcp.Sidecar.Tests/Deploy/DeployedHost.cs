using System.Security.Cryptography;
using Stoa.Mcp.Sidecar.Configuration;
using Stoa.Mcp.Sidecar.Tests.TestDoubles;

namespace Stoa.Mcp.Sidecar.Tests.Deploy;

/// <summary>The host as a manifest would have it, its mounted files in a folder here.</summary>
internal sealed class DeployedHost
{
    private const string Secrets = "/run/secrets/stoa/";

    private DeployedHost(SidecarConfiguration configuration, IReadOnlyDictionary<string, string> variables)
    {
        Configuration = configuration;
        Variables = variables;
    }

    public SidecarConfiguration Configuration { get; }

    public IReadOnlyDictionary<string, string> Variables { get; }

    public static DeployedHost Of(Manifest manifest, TempFolder folder)
    {
        foreach (var mount in Manifest.Items(manifest.Host, "volumeMounts"))
        {
            var volume = Manifest.Items(manifest.Pod, "volumes").FirstOrDefault(volume => Manifest.Text(volume, "name") == Manifest.Text(mount, "name"));
            if (volume is not null && Manifest.Text(volume, "configMap", "name") is { } map)
            {
                foreach (var (file, text) in manifest.Files(map))
                {
                    folder.Write(
                        Path.Combine(Manifest.Text(mount, "mountPath")!.TrimStart('/'), file), text.Replace(Secrets, folder.Root + Secrets, StringComparison.Ordinal));
                }
            }
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        folder.Write(Secrets.TrimStart('/') + "head.key", key.ExportPkcs8PrivateKeyPem());

        var variables = Manifest.Items(manifest.Host, "env").ToDictionary(
            variable => Manifest.Text(variable, "name")!,
            variable => (Manifest.Text(variable, "value") ?? Convert.ToBase64String(new byte[32])).Replace("$(POD_IP)", "10.1.2.3", StringComparison.Ordinal));
        variables["STOA_CONFIG"] = folder.PathOf(variables["STOA_CONFIG"].TrimStart('/'));
        return new DeployedHost(SidecarConfiguration.Load(null, variables).WithoutLog(), variables);
    }
}
