using System.Globalization;
using System.Net;
using System.Runtime;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Stoa.Mcp.LoadComparison.Overload;
using Stoa.Mcp.LoadComparison.Server;
using Yarp.ReverseProxy.Forwarder;

namespace Stoa.Mcp.LoadComparison.Gateway;

/// <summary>One variant in a process of its own, in front of the upstream whose address it is told.</summary>
internal static class GatewayServer
{
    public static async Task RunAsync(string variant, string folder, string upstream)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        await using var app = variant switch
        {
            GatewayVariants.Upstream => Upstream(builder, TimeSpan.Zero),
            GatewayVariants.SdkUpstream => VariantServer.Build(Variants.Raw, folder),
            GatewayVariants.SlowUpstream => Upstream(builder, OverloadComparison.ToolTime),
            GatewayVariants.Bare => Bare(builder, upstream),
            GatewayVariants.Yarp => Yarp(builder, upstream),
            _ => Governed(builder, variant, folder, upstream),
        };
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        while (await Console.In.ReadLineAsync() is not null)
        {
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{Environment.CpuUsage.TotalTime.Ticks} {GC.GetTotalAllocatedBytes()} {JitInfo.GetCompilationTime().Ticks}"));
        }

        await app.StopAsync();
    }

    private static WebApplication Upstream(WebApplicationBuilder builder, TimeSpan toolTime)
    {
        var app = builder.Build();
        new UpstreamServer(toolTime).Map(app);
        return app;
    }

    private static WebApplication Bare(WebApplicationBuilder builder, string upstream)
    {
        var app = builder.Build();
        var client = new HttpMessageInvoker(Handler());
        app.Map("/mcp", context => BareForwarder.ForwardAsync(context, client, new Uri(upstream)));
        return app;
    }

    private static WebApplication Yarp(WebApplicationBuilder builder, string upstream)
    {
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        var client = new HttpMessageInvoker(Handler());
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        var origin = new Uri(upstream).GetLeftPart(UriPartial.Authority);
        app.Map("/mcp", async context => await forwarder.SendAsync(context, origin, client));
        return app;
    }

    private static WebApplication Governed(WebApplicationBuilder builder, string variant, string folder, string upstream)
    {
        builder.Configuration.AddInMemoryCollection(GovernedSettings.ForGateway(variant, folder, upstream));
        builder.Services.AddStoaGovernance().AddGateway();
        var app = builder.Build();
        app.UseStoaGovernance();
        app.MapStoaGateway();
        return app;
    }

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
    };
}
