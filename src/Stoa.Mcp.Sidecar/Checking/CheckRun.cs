using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Revocation;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Sidecar.CommandLine;
using Stoa.Mcp.Sidecar.Configuration;

namespace Stoa.Mcp.Sidecar.Checking;

/// <summary>
/// Loads all that a start loads before it listens, once the options are found good, and tells everything that is wrong. Opens no port and no trail: a pipeline can check
/// what a cluster will run.
/// </summary>
internal static class CheckRun
{
    public static async Task<int> RunAsync(WebApplication app, SidecarConfiguration configuration, TextWriter output, TextWriter error)
    {
        var errors = new List<string>();
        await TryAsync(errors, configuration, () => LoadAsync<FileResourceStore>(app, store => store.StartingAsync(CancellationToken.None)));
        await TryAsync(errors, configuration, () => LoadAsync<LocalApiKeyStore>(app, store => store.StartingAsync(CancellationToken.None)));
        await TryAsync(errors, configuration, () => LoadAsync<FileRevocationList>(app, list => list.StartingAsync(CancellationToken.None)));
        await TryAsync(errors, configuration, () => LoadAsync<PolicyStore>(app, store => store.StartingAsync(CancellationToken.None)));

        foreach (var line in errors)
        {
            await error.WriteLineAsync($"stoa-sidecar: {line}");
        }

        if (errors.Count > 0)
        {
            return ExitCode.Failure;
        }

        foreach (var line in CheckSummary.Of(app.Services, configuration))
        {
            await output.WriteLineAsync(line);
        }

        return ExitCode.Success;
    }

    private static Task LoadAsync<T>(WebApplication app, Func<T, Task> load)
        where T : class => app.Services.GetService<T>() is { } store ? load(store) : Task.CompletedTask;

    private static async Task TryAsync(List<string> errors, SidecarConfiguration configuration, Func<Task> check)
    {
        try
        {
            await check();
        }
#pragma warning disable CA1031 // Whatever it is, it is what the check was run to find.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            errors.AddRange(StartErrors.Of(exception, configuration));
        }
    }
}
