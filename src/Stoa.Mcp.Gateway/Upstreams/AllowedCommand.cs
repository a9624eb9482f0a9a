using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Client;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>A command that the operator allows, as one immutable whole.</summary>
internal sealed record AllowedCommand(
    string Executable, ImmutableArray<string> Arguments, string WorkingDirectory, ImmutableDictionary<string, string> Environment)
{
    public static AllowedCommand Of(CommandOptions options) =>
        new(options.Executable, [.. options.Arguments], options.WorkingDirectory, options.Environment.ToImmutableDictionary(StringComparer.Ordinal));

    public IClientTransport CreateTransport(string name, ILoggerFactory loggers) => new StdioClientTransport(
        new StdioClientTransportOptions
        {
            Name = name,
            Command = Executable,
            Arguments = [.. Arguments],
            WorkingDirectory = WorkingDirectory,
            InheritEnvironmentVariables = false,
            EnvironmentVariables = Environment.ToDictionary(pair => pair.Key, string? (pair) => pair.Value, StringComparer.Ordinal),
        },
        loggers);
}
