using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Stoa.Mcp.Sidecar.Listeners;

namespace Stoa.Mcp.Sidecar.Logs;

/// <summary>Logs to standard output, in UTC.</summary>
internal static class LogServices
{
    public static void AddLogs(this WebApplicationBuilder builder, SidecarHostOptions host)
    {
        builder.Logging.SetMinimumLevel(host.LogLevel);

        // Of the framework only what is wrong: what it says of each request is in spans and in the trail. Of the clients that ask upstreams for their
        // lists nothing: what fails there is an event of the gateway, once and not with a stack at every attempt.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("ModelContextProtocol.Client.McpClient", LogLevel.None);
        foreach (var (category, level) in host.LogLevels)
        {
            builder.Logging.AddFilter(category, level);
        }

        if (host.LogFormat == LogFormat.Json)
        {
            builder.Logging.AddJsonConsole(Stamp);
        }
        else
        {
            builder.Logging.AddSimpleConsole(text =>
            {
                Stamp(text);
                text.SingleLine = true;
            });
        }
    }

    private static void Stamp(ConsoleFormatterOptions options)
    {
        options.UseUtcTimestamp = true;
        options.TimestampFormat = options is JsonConsoleFormatterOptions ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z '";
    }
}
