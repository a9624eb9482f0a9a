using System.Globalization;
using Stoa.Mcp.Governance.Authentication;
using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Upstreams;

/// <summary>Finds what is wrong with the settings of an upstream.</summary>
internal static class UpstreamOptionsCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static void Check(UpstreamOptions options, string key, OptionsErrors errors)
    {
        errors.Require(
            Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url is { UserInfo: "", Fragment: "" },
            $"{key}:Url", options.Url, "an http or https address without user and fragment, such as http://127.0.0.1:3001/mcp.");
        errors.RequireText(options.Name, $"{key}:Name");
        errors.RequireRange(options.ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1), $"{key}:ConnectTimeout");
        errors.RequireRange(options.Timeout, TimeSpan.FromMilliseconds(100), Longest, $"{key}:Timeout");
        errors.RequireRange(options.TotalTimeout, options.Timeout, Longest, $"{key}:TotalTimeout");
        errors.RequireRange(options.BreakerWindow, TimeSpan.FromSeconds(1), Longest, $"{key}:BreakerWindow");
        errors.RequireRange(options.BreakerPause, TimeSpan.FromSeconds(1), Longest, $"{key}:BreakerPause");
        errors.RequireRange(options.DiscoveryInterval, TimeSpan.FromSeconds(1), Longest, $"{key}:DiscoveryInterval");
        errors.RequireNumber(options.MaxConcurrency, 1, 1_000_000, $"{key}:MaxConcurrency");
        errors.RequireNumber(options.MaxAnswerBytes, 1024, 1 << 30, $"{key}:MaxAnswerBytes");
        errors.RequireNumber(options.Retries, 0, 10, $"{key}:Retries");
        errors.RequireNumber(options.BreakerMinimumCalls, 2, 1_000_000, $"{key}:BreakerMinimumCalls");
        errors.Require(
            options.BreakerFailureRatio is > 0 and <= 1, $"{key}:BreakerFailureRatio",
            options.BreakerFailureRatio.ToString(CultureInfo.InvariantCulture), "more than 0, at most 1.");
        for (var i = 0; i < options.Metadata.Count; i++)
        {
            Check(options.Metadata[i], $"{key}:Metadata:{i}", errors);
        }
    }

    private static void Check(ToolOverlayOptions overlay, string key, OptionsErrors errors)
    {
        errors.Require(overlay.Tools.Count > 0, $"{key}:Tools", null, "at least one glob over names is needed.");
        for (var i = 0; i < overlay.Tools.Count; i++)
        {
            errors.Require(
                overlay.Tools[i].Length is > 0 and <= NamePattern.LongestText, $"{key}:Tools:{i}", overlay.Tools[i], $"1 to {NamePattern.LongestText} characters.");
        }

        errors.Require(overlay.Cost is null or >= 0, $"{key}:Cost", overlay.Cost?.ToString(CultureInfo.InvariantCulture), "0 or more.");
    }
}
