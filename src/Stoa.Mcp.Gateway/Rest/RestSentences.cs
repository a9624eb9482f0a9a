using Stoa.Mcp.Governance.Resources;

namespace Stoa.Mcp.Gateway.Rest;

/// <summary>What callers are told where a call comes to nothing.</summary>
internal static class RestSentences
{
    public const string Late = "The API gave no answer in time.";
    public const string Unreachable = "The API cannot be reached.";
    public const string BrokenOff = "The API's answer broke off.";
    public const string TooLarge = "The API's answer is larger than this tool can return.";
    public const string Redirect = "The API answered with a redirect, which is not followed.";
    public const string Type = "The API answered with a type that this tool cannot return.";
    public const string Unreadable = "The API's answer cannot be read.";
    public const string Undeclared = "The API's answer does not have the form that this tool declares.";
    public const string NoCredential = "The API cannot be called: the gateway has no credential for it.";
    public const string NotText = "The arguments cannot be sent: they hold text that is not valid.";

    public static string Status(int status) => $"The API answered {status}.";

    public static string Unfit(string place, string reason) =>
        place.Length == 0 ? $"The arguments do not fit this tool: what was sent {reason}." : $"The arguments do not fit this tool: {Shown.Value(place)} {reason}.";
}
