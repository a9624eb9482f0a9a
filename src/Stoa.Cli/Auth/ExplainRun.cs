using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Revocation;
using Stoa.Mcp.Governance.Authentication.Tracing;

namespace Stoa.Cli.Auth;

/// <summary>Runs step 1 of the server on one credential, with its checks told.</summary>
internal static class ExplainRun
{
    public static async Task<Explanation> ExplainAsync(string configurationFile, PresentedCredentials credentials, TimeProvider time, CancellationToken cancellationToken)
    {
        var notes = new NoteLog();
        await using var services = Services(configurationFile, time, notes);
        Validate(services);
        services.GetRequiredService<LocalApiKeyStore>().Load();
        await services.GetRequiredService<FileRevocationList>().StartingAsync(cancellationToken);
        var authenticator = services.GetRequiredService<ICallerAuthenticator>();

        var trace = VerificationTrace.Begin();
        var outcome = await authenticator.AuthenticateAsync(credentials, cancellationToken);
        return new Explanation(trace.Checks, outcome.Value, [.. notes.Lines]);
    }

    private static void Validate(ServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (InvalidOperationException error) when (error is not ObjectDisposedException)
        {
            // The binder says what is wrong inside.
            throw new UserError(error.InnerException is { } inner ? $"{error.Message} {inner.Message}" : error.Message);
        }
    }

    private static ServiceProvider Services(string configurationFile, TimeProvider time, NoteLog notes)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(notes));
        services.AddSingleton(time);
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = Path.GetDirectoryName(Path.GetFullPath(configurationFile))! });
        services.AddCallerAuthentication(ServerConfiguration.Read(configurationFile).GetSection("Stoa:Authentication"));
        return services.BuildServiceProvider();
    }
}
