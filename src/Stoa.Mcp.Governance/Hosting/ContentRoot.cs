using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Stoa.Mcp.Governance.Hosting;

/// <summary>The folder that relative paths in the configuration are relative to: the host's content root, or the current folder where there is no host.</summary>
internal sealed class ContentRoot(IHostEnvironment? environment = null)
{
    public static string Of(IHostEnvironment? environment) => environment?.ContentRootPath ?? Directory.GetCurrentDirectory();

    public static string Of(IServiceProvider provider) => Of(provider.GetService<IHostEnvironment>());

    /// <summary>The path in full; null and empty stay what they are, for validation to judge.</summary>
    public string? PathOf(string? path) => string.IsNullOrWhiteSpace(path) ? path : Path.GetFullPath(path, Of(environment));
}
