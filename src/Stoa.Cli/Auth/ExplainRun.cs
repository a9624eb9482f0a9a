using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stoa.Cli.Terminals;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Authentication.ApiKeys;
using Stoa.Mcp.Governance.Authentication.Tracing;

namespace Stoa.Cli.Auth;

/// <summary>Runs step 1 of the server on one credential, with its checks told.</summary>
internal static class ExplainRun
{
    private const int Error = 2;

    public static async Task<int> GuardedAsync(Terminal terminal, Func<Task<int>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            terminal.Error.WriteLine("interrupted");
            return ExitCode.Cancelled;
        }
        catch (UserError error)
        {
            ErrorWriter.WriteLine(terminal, error.Message, error.Hint);
        }
        catch (OptionsValidationException error)
        {
            foreach (var failure in error.Failures)
            {
                ErrorWriter.WriteLine(terminal, failure);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException)
        {
            // The binder says what is wrong inside.
            ErrorWriter.WriteLine(terminal, error.InnerException is { } inner ? $"{error.Message} {inner.Message}" : error.Message);
        }

        return Error;
    }

    public static async Task<Explanation> ExplainAsync(string configurationFile, PresentedCredentials credentials, TimeProvider time, CancellationToken cancellationToken)
    {
        var notes = new NoteLog();
        await using var services = Services(configurationFile, time, notes);
        services.GetRequiredService<IStartupValidator>().Validate();
        services.GetRequiredService<LocalApiKeyStore>().Load();
        var authenticator = services.GetRequiredService<ICallerAuthenticator>();

        var trace = VerificationTrace.Begin();
        var outcome = await authenticator.AuthenticateAsync(credentials, cancellationToken);
        return new Explanation(trace.Checks, outcome.Value, [.. notes.Lines]);
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
