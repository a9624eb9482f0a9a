using Microsoft.Extensions.Hosting;
using Stoa.Mcp.Sidecar;
using Stoa.Mcp.Sidecar.Checking;
using Stoa.Mcp.Sidecar.CommandLine;
using Stoa.Mcp.Sidecar.Configuration;
using Stoa.Mcp.Sidecar.Telemetry;

SidecarConfiguration? configuration = null;
try
{
    var arguments = SidecarArguments.Parse(args);
    switch (arguments.Task)
    {
        case SidecarTask.Help:
            Console.Out.Write(HelpText.Text);
            return ExitCode.Success;
        case SidecarTask.Version:
            Console.Out.WriteLine(ServiceResource.Version);
            return ExitCode.Success;
        case SidecarTask.Schema:
            Console.Out.Write(ConfigurationSchema.Text);
            return ExitCode.Success;
    }

    var variables = EnvironmentVariables.OfProcess();
    var load = () => SidecarConfiguration.Load(arguments.ConfigurationFile, variables);
    configuration = arguments.Task == SidecarTask.Check ? load().WithoutLog() : load();
    var app = SidecarApp.Build(configuration, load, variables);
    try
    {
        if (arguments.Task == SidecarTask.Check)
        {
            return await CheckRun.RunAsync(app, configuration, Console.Out, Console.Error);
        }

        await app.StartAsync();

        // What the start has made and dropped goes back to the system: a sidecar idles beside its server most of the time.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await app.WaitForShutdownAsync();
        return ExitCode.Success;
    }
    finally
    {
        await AppEnd.DisposeAsync(app);
    }
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("stoa-sidecar: ended while it started.");
    return ExitCode.Failure;
}
catch (UsageException error)
{
    await Console.Error.WriteLineAsync($"stoa-sidecar: {error.Message} See stoa-sidecar --help.");
    return ExitCode.Usage;
}
#pragma warning disable CA1031 // Whatever stops the start is told in lines that a person can act on; the log has the rest.
catch (Exception error)
#pragma warning restore CA1031
{
    foreach (var line in StartErrors.Of(error, configuration))
    {
        await Console.Error.WriteLineAsync($"stoa-sidecar: {line}");
    }

    return ExitCode.Failure;
}
