using System.Globalization;
using System.Runtime;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ModelContextProtocol.AspNetCore;

namespace Stoa.Mcp.LoadComparison.Server;

/// <summary>
/// One variant in a process of its own. It says its address on the first line, then answers every line it reads with what it
/// has used: processor time, allocated bytes, and the time spent compiling. It ends with its input.
/// </summary>
internal static class VariantServer
{
    public static async Task RunAsync(string variant, string folder)
    {
        await using var app = Build(variant, folder);
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        while (await Console.In.ReadLineAsync() is not null)
        {
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{Environment.CpuUsage.TotalTime.Ticks} {GC.GetTotalAllocatedBytes()} {JitInfo.GetCompilationTime().Ticks}"));
        }

        await app.StopAsync();
    }

    public static WebApplication Build(string variant, string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        var governed = Variants.IsGoverned(variant);
        if (governed)
        {
            builder.Configuration.AddInMemoryCollection(GovernedSettings.For(variant, folder));
            builder.Services.AddStoaGovernance();
        }

        var server = builder.Services.AddMcpServer()
            .WithHttpTransport(transport => transport.SessionMode = HttpServerSessionMode.StatefulForInitializeClients)
            .WithTools<ReportTools>();
        _ = (governed, variant) switch
        {
            (true, _) => server.WithStoaGovernance(),
            (false, Variants.NoOp) => server.WithNoOpFilters(),
            _ => server,
        };

        var app = builder.Build();
        _ = (governed, variant) switch
        {
            (true, _) => app.UseStoaGovernance(),
            (false, Variants.NoOp) => app.UseBodyReading(),
            _ => app,
        };
        app.MapMcp("/mcp");
        return app;
    }
}
