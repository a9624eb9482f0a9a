using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Authorization;
using Stoa.Mcp.Governance.Resources;
using Stoa.Mcp.Sidecar.Configuration;

namespace Stoa.Mcp.Sidecar.Checking;

/// <summary>What stops the start, one thing a line, without stack traces.</summary>
internal static class StartErrors
{
    /// <param name="error">What was thrown.</param>
    /// <param name="configuration">What was configured, where that could be read.</param>
    public static IEnumerable<string> Of(Exception error, SidecarConfiguration? configuration) =>
        configuration is null ? Of(error) : Of(error).Select(line => KeyPlaces.Show(line, configuration.Places));

    private static IEnumerable<string> Of(Exception error) => error switch
    {
        ConfigurationException configuration => configuration.Errors.Select(one => one.ToString()),
        OptionsValidationException options => options.Failures,
        ResourceLoadException resources => resources.Errors.Select(one => one.ToString()),
        PolicyLoadException policy => policy.Errors.Select(one => one.ToString()),
        AggregateException aggregate => aggregate.Flatten().InnerExceptions.SelectMany(Of),

        // The binder names the section outside and what was wrong with it inside.
        InvalidOperationException { InnerException: { } inner } outer => [$"{outer.Message} {inner.Message}"],
        _ => [error.Message],
    };
}
